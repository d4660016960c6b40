package dev.hostcall.compiler.emit;

import dev.hostcall.abi.GuestAbi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files that the written C includes: the guest ABI's, and those in this compiler's jar. */
public final class Headers {
    /** Their names. */
    public static final List<String> NAMES = List.of(
            GuestAbi.HEADER,
            "x86_64.h",
            "aarch64.h",
            "wasm.h",
            "guarded.h",
            "explicit.h",
            "accesses.h",
            "exceptions.h",
            "memories.h",
            "atomics.h",
            "waits.h",
            "main.h",
            "simd.h",
            "simd_x86_64.h",
            "simd_aarch64.h");

    private static final String FOLDER = "/dev/hostcall/compiler/";

    /** How the written C includes a header. */
    public enum Inclusion {
        /** By a directive, for a compiler that finds the files. */
        BY_NAME {
            @Override
            String of(String header) {
                return "#include \"" + header + "\"\n";
            }
        },
        /** By the header's text itself, so that the C needs no other file. */
        IN_FULL {
            @Override
            String of(String header) {
                return new String(bytes(header), StandardCharsets.UTF_8);
            }
        };

        /** What the C contains for it. */
        abstract String of(String header);
    }

    private Headers() {}

    /** The bytes of a header. */
    public static byte[] bytes(String header) {
        if (header.equals(GuestAbi.HEADER)) {
            return GuestAbi.header();
        }
        try (InputStream in = Headers.class.getResourceAsStream(FOLDER + header)) {
            if (in == null) {
                throw new IOException("the compiler's jar lacks " + header);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
