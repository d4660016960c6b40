package dev.hostcall.benchmarks.wasi;

/** What a JVM needs for it without any guest. */
public final class Hello {
    private Hello() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        System.out.println("hello, world");
    }
}
