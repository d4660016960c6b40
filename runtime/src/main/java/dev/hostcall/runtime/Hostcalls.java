package dev.hostcall.runtime;

import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;

/**
 * The hostcalls of one Java class, bound to the object they are called on. The processor generates a subclass
 * {@code XHostcalls} for each class {@code X} with {@code @Hostcall} methods; {@code XHostcalls.of(x)} is handed to
 * {@link Region#newInstance}. One object may serve many instances on many threads, as far as the target may.
 */
public abstract non-sealed class Hostcalls implements ImportSource {
    private final List<HostcallDeclaration> declarations;

    /** For generated code: the declarations, in the order of their indices. */
    protected Hostcalls(HostcallDeclaration... declarations) {
        this.declarations = List.of(declarations);
    }

    /** The same, of a list that many share. */
    protected Hostcalls(List<HostcallDeclaration> declarations) {
        this.declarations = List.copyOf(declarations);
    }

    /** What guests can import, in the order of the indices that {@link #call} takes. */
    public final List<HostcallDeclaration> declarations() {
        return declarations;
    }

    /**
     * For the run loop: calls the method behind one declaration with the arguments in the frame and leaves its result
     * there.
     *
     * @param index the position in {@link #declarations()}
     * @param frame the guest's arguments and results
     * @throws Throwable what the method threw
     */
    public abstract void call(int index, Frame frame) throws Throwable;

    /** The class's name. */
    @Override
    public String toString() {
        return getClass().getName();
    }
}
