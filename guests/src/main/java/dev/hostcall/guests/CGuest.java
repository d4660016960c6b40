package dev.hostcall.guests;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.GuestModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Guests written in C against {@code guest.h}, compiled by {@linkplain Tool#cCompiler() the system's C compiler}.
 * The header is in the jar of {@link GuestAbi}, so that any program can do the same.
 */
public final class CGuest {
    private CGuest() {}

    /**
     * Compiles a source and loads it.
     *
     * @param owner a class next to which the source lies as a resource
     * @param source the resource's name, such as {@code guest.c}
     * @param options further options for the compiler
     */
    public static GuestModule load(Class<?> owner, String source, String... options) {
        return GuestModule.load(compile(resource(owner, source), source, options));
    }

    /** Compiles C text; the shared object's path, in a temporary directory. */
    public static Path compile(String text, String name, String... options) {
        try {
            Path directory = Files.createTempDirectory("hostcall-guest");
            Path header = directory.resolve(GuestAbi.HEADER);
            Path source = directory.resolve(name);
            Path object = directory.resolve(name.replace(".c", ".so"));
            Files.write(header, GuestAbi.header());
            Files.writeString(source, text);
            List<String> arguments = new ArrayList<>(List.of("-std=gnu11", "-O2", "-fPIC", "-shared"));
            arguments.addAll(List.of(options));
            arguments.addAll(List.of("-o", object.toString(), source.toString()));
            Tool.cCompiler().run(arguments);
            for (Path file : List.of(directory, header, source, object)) { // deleted in the opposite order
                file.toFile().deleteOnExit();
            }
            return object;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text resource. */
    public static String resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + " beside " + owner.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
