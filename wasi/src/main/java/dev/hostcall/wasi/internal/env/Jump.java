package dev.hostcall.wasi.internal.env;

/** {@code longjmp}, on its way to the innermost function {@code invoke_…}. Where it leads, the program has noted itself. */
final class Jump extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Jump() {
        super("longjmp was called where no setjmp of a caller's is left", null, false, false);
    }
}
