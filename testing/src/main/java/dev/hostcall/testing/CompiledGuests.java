package dev.hostcall.testing;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.text.Wat;
import dev.hostcall.text.WatException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The code of guests, compiled once in each JVM, whichever test is the first to ask. */
final class CompiledGuests {
    private static final Map<Key, GuestModule> MODULES = new ConcurrentHashMap<>();

    private CompiledGuests() {}

    /** What is compiled, by its address or its text, and how. */
    private record Key(String place, Optional<CompilerOptions> options) {}

    /** The code of a guest. A failure is not kept: the next test has the same message. */
    static GuestModule of(GuestSource source, Optional<CompilerOptions> options) {
        try {
            if (source instanceof GuestSource.Text text) {
                return MODULES.computeIfAbsent(
                        new Key(text.text(), options),
                        key -> compiled(
                                Wat.toWasm(text.text()), options, text.anchor().getSimpleName()));
            }
            GuestSource.Resource resource = (GuestSource.Resource) source;
            URL url = resource.anchor().getResource(resource.name());
            if (url == null) {
                throw new ParameterResolutionException(
                        "%s: there is no such resource; it is looked for beside the class, or from the root if its name begins with a slash"
                                .formatted(source));
            }
            return MODULES.computeIfAbsent(new Key(url.toString(), options), key -> load(resource, url, options));
        } catch (WatException | CompilerException | GuestLoadException e) {
            throw new ParameterResolutionException(source + ": " + e.getMessage(), e);
        }
    }

    private static GuestModule load(GuestSource.Resource resource, URL url, Optional<CompilerOptions> options) {
        String file = resource.name().substring(resource.name().lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        String name = dot > 0 ? file.substring(0, dot) : file;
        return switch (file.substring(dot + 1)) {
            case "wat" -> compiled(Wat.toWasm(new String(bytes(url), StandardCharsets.UTF_8)), options, name);
            case "wasm" ->
                options.isPresent()
                        ? compiled(bytes(url), options, name)
                        : GuestModule.fromResource(resource.anchor(), resource.name());
            case "so" -> object(url, name);
            default ->
                throw new ParameterResolutionException(
                        "%s: the resource's name ends in none of .wat (text format), .wasm (binary format) and .so (guest object)"
                                .formatted(resource));
        };
    }

    private static GuestModule compiled(byte[] wasm, Optional<CompilerOptions> options, String name) {
        return GuestModule.load(WasmCompiler.compile(wasm, options.orElseGet(CompilerOptions::defaults)), name);
    }

    private static GuestModule object(URL url, String name) {
        try (InputStream in = url.openStream()) {
            return GuestModule.load(in, name);
        } catch (IOException e) {
            throw unreadable(url, e);
        }
    }

    private static byte[] bytes(URL url) {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(url, e);
        }
    }

    private static ParameterResolutionException unreadable(URL url, IOException e) {
        return new ParameterResolutionException("%s cannot be read: %s".formatted(url, e.getMessage()), e);
    }
}
