package dev.hostcall.processor.model;

import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.GuestMethod.Busy;
import java.util.List;

/**
 * A resource that guests define: an interface inside of one to a guest.
 *
 * @param handle what stands for its objects
 * @param methods those that are called on an object, which is the first parameter of each; in the order of the source
 * @param closing what becomes of closing an object while a call is under way
 */
public record GuestResource(Handle handle, List<GuestMethod> methods, Busy closing) {
    /** Copies the list. */
    public GuestResource {
        methods = List.copyOf(methods);
    }
}
