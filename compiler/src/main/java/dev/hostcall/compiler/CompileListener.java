package dev.hostcall.compiler;

/** Is notified of the progress of a compilation, on threads of the compiler, one call at a time. */
@FunctionalInterface
public interface CompileListener {

    /**
     * Reports progress. Compiling may begin again, for some of the functions, where some need much stack.
     *
     * @param done functions that the C compiler has compiled, from 0
     * @param total functions that it has to compile, at least 1
     */
    void progress(int done, int total);
}
