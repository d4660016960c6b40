package dev.hostcall.benchmarks;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.text.Wat;
import java.nio.file.Path;

/** The guests under measurement: WebAssembly, compiled as any user's is. */
final class WasmGuest {
    private static final int IMAGE_PAGES = 16;
    private static final int PAGE = 65_536;
    private static final CompilerOptions COMPACT = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);

    private WasmGuest() {}

    /** {@code guest.wat} as a guest is by default: guard pages, and metered. */
    static GuestModule load() {
        return load(CompilerOptions.defaults());
    }

    /** {@code guest.wat}, not metered. */
    static GuestModule unmetered() {
        return load(CompilerOptions.defaults().withMetering(Metering.OFF));
    }

    /** {@code guest.wat} with bounds checks, for compact regions. */
    static GuestModule compact() {
        return load(COMPACT);
    }

    /** Compiles what {@link #compact} loads into a file. */
    static void compileCompact(Path object) {
        WasmCompiler.compile(Wat.toWasm(text("guest.wat")), COMPACT, object);
    }

    /** A resource as a guest is by default. */
    static GuestModule load(String resource) {
        return load(text(resource), CompilerOptions.defaults());
    }

    /** The text of a resource. */
    static String text(String resource) {
        return CGuest.resource(WasmGuest.class, resource);
    }

    /** A guest that is nothing but 1 MiB of initial memory. */
    static GuestModule withImage() {
        return load(
                "(module (memory %d) (data (i32.const 0) \"%s\"))"
                        .formatted(IMAGE_PAGES, "i".repeat(IMAGE_PAGES * PAGE)),
                CompilerOptions.defaults());
    }

    private static GuestModule load(CompilerOptions options) {
        return load(text("guest.wat"), options);
    }

    private static GuestModule load(String text, CompilerOptions options) {
        return GuestModule.load(WasmCompiler.compile(Wat.toWasm(text), options));
    }
}
