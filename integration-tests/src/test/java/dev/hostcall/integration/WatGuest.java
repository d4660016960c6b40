package dev.hostcall.integration;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.text.Wat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Guests in WebAssembly's text format, each compiled once in a JVM for all tests that use it. */
public final class WatGuest {
    private static final Map<String, byte[]> BINARIES = new ConcurrentHashMap<>();
    private static final Map<Key, GuestModule> MODULES = new ConcurrentHashMap<>();

    private WatGuest() {}

    /** All pairs of bounds and metering, unoptimized and optimized. */
    static Stream<CompilerOptions> modes() {
        return Stream.of(0, 2)
                .flatMap(level -> Stream.of(BoundsMode.values())
                        .flatMap(bounds -> Stream.of(Metering.values())
                                .map(metering -> CompilerOptions.defaults()
                                        .withOptimization(level)
                                        .withBounds(bounds)
                                        .withMetering(metering))));
    }

    /**
     * Loads a guest that lies as a resource beside a class.
     *
     * @param resource its name, such as {@code budget-guest.wat}; the module is called {@code budget-guest}
     */
    public static GuestModule load(Class<?> owner, String resource, CompilerOptions options) {
        return load(owner, resource, UnaryOperator.identity(), options);
    }

    /** As {@link #load(Class, String, CompilerOptions)}, with a change to its text. */
    public static GuestModule load(
            Class<?> owner, String resource, UnaryOperator<String> change, CompilerOptions options) {
        return of(change.apply(text(owner, resource)), resource.replace(".wat", ""), options);
    }

    /** Loads a guest from its text. */
    public static GuestModule of(String text, String name, CompilerOptions options) {
        String modes = options.bounds() + " " + options.metering() + " " + options.optimization();
        return MODULES.computeIfAbsent(
                new Key(text, name, modes), key -> GuestModule.load(WasmCompiler.compile(wasm(text), options), name));
    }

    /** The same in the binary format. */
    public static byte[] wasm(String text) {
        return BINARIES.computeIfAbsent(text, Wat::toWasm);
    }

    /** The text of a guest that lies as a resource beside a class. */
    public static String text(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource + " beside " + owner.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Key(String text, String name, String modes) {}
}
