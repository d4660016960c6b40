package dev.hostcall.compiler.build;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says that it is ready, and once it is told to begin, compiles a file into the cache: for tests, as a process of its own. */
final class CompileOnce {
    private CompileOnce() {}

    /** Where its classes are. */
    static String classPath() {
        return Stream.of(CompileOnce.class, WasmCompiler.class, GuestAbi.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> new File(location.getPath()).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Compiles at level 0, and prints the object's path.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) throws IOException {
        System.out.println("ready");
        if (System.in.read() >= 0) {
            CompilerOptions options = CompilerOptions.defaults().withOptimization(0);
            System.out.println(WasmCompiler.compile(Path.of(arguments[0]), options));
        }
    }
}
