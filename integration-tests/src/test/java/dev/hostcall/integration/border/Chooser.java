package dev.hostcall.integration.border;

import dev.hostcall.GuestInterface;
import dev.hostcall.HostcallError;
import dev.hostcall.runtime.FunctionReference;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@code sorter-guest.wat} exports: returns pointers to its functions, and takes them back. */
@GuestInterface
interface Chooser {
    /** What there is no function for. */
    @HostcallError
    final class None extends Exception {
        private static final long serialVersionUID = 1L;
        private final int error;

        None(int error) {
            this.error = error;
        }

        int error() {
            return error;
        }
    }

    IntBinaryOperator pick(int a0);

    @Nullable
    IntBinaryOperator pickMaybe(int pointer);

    Sorter.Mixed pickMixed(int pointer);

    Sorter.Listener pickListener(int pointer);

    CompletableFuture<IntBinaryOperator> pickLater(int pointer);

    IntBinaryOperator pickOr(int pointer) throws None;

    FunctionReference reference(int pointer);

    int pointer(@Nullable FunctionReference function);

    int apply(FunctionReference function, int a, int b);

    long applyOfMany(
            FunctionReference function,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l,
            long m,
            long n,
            long o,
            long p);
}
