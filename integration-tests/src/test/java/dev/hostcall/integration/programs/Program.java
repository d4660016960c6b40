package dev.hostcall.integration.programs;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.NpmPackage;
import dev.hostcall.runtime.GuestModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of others.
 *
 * @param source the package that has it
 * @param path the path there of the module, or of the script in which it stands
 * @param arguments what it is called, and its arguments
 * @param answers functions that it imports and that do nothing but return this when it is tried
 * @param meanings what those names of functions stand for that Emscripten has shortened, as {@code EmscriptenEnv} is told
 * @param names the same where more than that is imported by shortened names
 */
record Program(
        NpmPackage source,
        String path,
        List<String> arguments,
        Map<String, Integer> answers,
        Map<String, String> meanings,
        WholeNames names) {
    /** A module in base 64. */
    private static final Pattern IN_SCRIPT = Pattern.compile("AGFzbQ[A-Za-z0-9+/]+=*");

    private static final Path DOWNLOADS = Path.of("target", "npm").toAbsolutePath();

    /** One without arguments. */
    static Program of(String name, String version, String integrity, String path) {
        return new Program(
                new NpmPackage(name, version, integrity), path, List.of(), Map.of(), Map.of(), WholeNames.KEPT);
    }

    Program with(String... all) {
        return new Program(source, path, List.of(all), answers, meanings, names);
    }

    /** Where functions return 0. */
    Program muting(String... functions) {
        return answering(List.of(functions), 0);
    }

    /** Where functions return a number. */
    Program answering(List<String> functions, int number) {
        Map<String, Integer> all = new HashMap<>(answers);
        functions.forEach(function -> all.put(function, number));
        return new Program(source, path, arguments, all, meanings, names);
    }

    Program naming(Map<String, String> imports) {
        return new Program(source, path, arguments, answers, imports, names);
    }

    Program naming(WholeNames whole) {
        return new Program(source, path, arguments, answers, meanings, whole);
    }

    GuestModule compiled() throws IOException {
        return GuestModule.load(
                WasmCompiler.compile(file(), CompilerOptions.defaults().withOptimization(0)), source.toString());
    }

    /** Its module, with the names that functions have. */
    Path file() throws IOException {
        Path module = packed();
        if (names.areKept()) {
            return module;
        }
        return Files.write(Path.of(module + ".named.wasm"), names.in(Files.readAllBytes(module)));
    }

    /** Its module as the package has it, where it may stand in a script. */
    Path packed() throws IOException {
        Path file = beside(path);
        return path.endsWith(".wasm") ? file : unpacked(file);
    }

    /** Another file of the package. */
    Path beside(String other) throws IOException {
        return source.file(DOWNLOADS, other);
    }

    private static Path unpacked(Path script) throws IOException {
        Matcher module = IN_SCRIPT.matcher(Files.readString(script));
        if (!module.find()) {
            throw new IOException("no module stands in " + script);
        }
        return Files.write(Path.of(script + ".wasm"), Base64.getDecoder().decode(module.group()));
    }
}
