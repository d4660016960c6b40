package dev.hostcall.runtime;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A hostcall made when the program runs; see {@link HostImports#function}. It is called with a Java value for each of the
 * guest's arguments, and returns one for each result: {@link Integer}, {@link Long}, {@link Float}, {@link Double}, for
 * references a {@link FunctionReference} or any object, and {@code null} for a null reference. What it returns is checked
 * against its signature; a result too few or too many, or of another class, ends the guest as an exception does.
 */
@FunctionalInterface
public interface HostFunction {
    /**
     * Does what the guest asks for.
     *
     * @param vmctx the guest: the function may block it, yield, and call back into it
     * @param arguments the guest's arguments, first to last
     * @return the results, first to last; empty if there are none
     * @throws Throwable what goes wrong; the guest is ended by it
     */
    List<? extends @Nullable Object> call(Vmctx vmctx, @Nullable Object[] arguments) throws Throwable;

    /** A function whose results come later; see {@link HostImports#asyncFunction}. */
    @FunctionalInterface
    interface Async {
        /**
         * Begins what the guest asks for.
         *
         * @param memory the guest's linear memory
         * @param arguments the guest's arguments, first to last
         * @return the results to come; the guest waits for them, the thread does not
         * @throws Throwable what goes wrong; the guest is ended by it
         */
        CompletionStage<? extends List<? extends @Nullable Object>> call(Memory memory, @Nullable Object[] arguments)
                throws Throwable;
    }

    /** Functions whose names and types follow a rule, such as {@code invoke_vii}; see {@link HostImports#functions}. */
    @FunctionalInterface
    interface Family {
        /**
         * The function for an import.
         *
         * @param name the import's field name
         * @param signature the import's type
         * @return empty if this family has none
         */
        Optional<HostFunction> find(String name, Signature signature);
    }
}
