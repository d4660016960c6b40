package dev.hostcall.compiler;

/** Is told how far a compilation is; called on threads of the compiler, one call at a time. */
@FunctionalInterface
public interface CompileListener {

    /**
     * Some more is done.
     *
     * @param done units of work done, from 0
     * @param total units of work there are
     */
    void progress(int done, int total);
}
