package dev.hostcall.compiler.read;

/** A constant expression in a module's bytes. */
public final class Expression {
    private final byte[] bytes;
    private final int begin;
    private final int end;
    private final FunctionTypes types;

    Expression(byte[] bytes, int begin, int end, FunctionTypes types) {
        this.bytes = bytes;
        this.begin = begin;
        this.end = end;
        this.types = types;
    }

    /** Its instructions from the first; the end is the last. */
    public Instructions instructions() {
        return new Instructions(new Input(bytes, begin, end), types);
    }
}
