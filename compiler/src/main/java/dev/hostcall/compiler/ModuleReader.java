package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.ModuleDecoder;
import dev.hostcall.compiler.read.RefusedException;

/** The first pass: bytes to a validated {@link Module}; refuses what is malformed, invalid, unsupported or too large. */
final class ModuleReader {
    private ModuleReader() {}

    /**
     * Reads a module.
     *
     * @throws CompilerException if it is malformed, invalid, unsupported or too large
     */
    static Module read(byte[] bytes) {
        Limits.checkModule(bytes);
        try {
            Module module = ModuleDecoder.decode(bytes);
            Limits.check(module);
            return module;
        } catch (RefusedException e) {
            throw new CompilerException(reason(e.kind()), e);
        }
    }

    private static Reason reason(RefusedException.Kind kind) {
        return switch (kind) {
            case MALFORMED, INVALID -> Reason.INVALID_MODULE;
            case UNSUPPORTED -> Reason.UNSUPPORTED;
            case LIMIT -> Reason.LIMIT;
        };
    }
}
