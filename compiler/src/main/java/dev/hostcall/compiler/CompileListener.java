package dev.hostcall.compiler;

/** Is notified of the progress of a compilation, on threads of the compiler, one call at a time. */
@FunctionalInterface
public interface CompileListener {

    /**
     * Reports progress.
     *
     * @param done units of work that are done, from 0
     * @param total units of work in all
     */
    void progress(int done, int total);
}
