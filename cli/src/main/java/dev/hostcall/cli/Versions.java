package dev.hostcall.cli;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.WasmCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** {@code --version}: this program's, what it runs guests on, and what it compiles them with. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"hostcall " + number(), "engine: " + engine(), "C compiler: " + cCompiler()};
    }

    private static String number() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(in, "version.properties"));
        }
        return properties.getProperty("version");
    }

    private static String engine() {
        String java = "Java " + System.getProperty("java.version");
        try {
            return Target.ofThisMachine() + ", guest ABI " + GuestAbi.VERSION + ", " + java;
        } catch (CompilerException e) {
            return "none for this machine, " + System.getProperty("os.arch") + "; " + java;
        }
    }

    private static String cCompiler() {
        try {
            return WasmCompiler.cCompiler(Target.ofThisMachine())
                    .orElse("none found; install gcc or clang, or name one in the environment variable CC");
        } catch (CompilerException e) {
            return "none for this machine";
        }
    }
}
