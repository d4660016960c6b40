package dev.hostcall.compiler.cli;

import dev.hostcall.text.Wat;
import dev.hostcall.text.WatException;
import java.io.IOException;
import java.nio.file.Path;

/** The text format, if the module that knows it is there. */
final class TextFormat {
    private TextFormat() {}

    /** Why a text is not assembled. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The binary format of a file. */
    static byte[] assemble(Path file) throws IOException {
        try {
            return Assembler.assemble(file);
        } catch (NoClassDefFoundError e) {
            throw new RefusedException("to read the text format, hostcall-text has to be on the class path", e);
        }
    }

    /** A class of its own, which cannot be loaded where the module is missing. */
    private static final class Assembler {
        static byte[] assemble(Path file) throws IOException {
            try {
                return Wat.toWasm(file);
            } catch (WatException e) {
                throw new RefusedException(String.valueOf(e.getMessage()), e);
            }
        }
    }
}
