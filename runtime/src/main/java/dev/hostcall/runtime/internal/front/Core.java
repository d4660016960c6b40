package dev.hostcall.runtime.internal.front;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a facade that is handed out again and again: keeps it, so that users get the same object each time. Who can
 * reach the core does not know the facade's type; the front does, which asks for it.
 */
public abstract class Core {
    private volatile @Nullable Object facade; // made when it is asked for first: most are never seen

    /** For subclasses. */
    protected Core() {}

    /** The facade. */
    public final <F> F facade(Class<F> type, Supplier<F> make) {
        Object present = facade;
        return type.cast(present == null ? first(make) : present);
    }

    private synchronized Object first(Supplier<?> make) {
        Object present = facade;
        if (present == null) {
            present = make.get();
            facade = present;
        }
        return present;
    }
}
