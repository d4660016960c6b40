package dev.hostcall.runtime.spi;

import dev.hostcall.abi.WitName;
import dev.hostcall.runtime.internal.memory.GuestRep;
import java.util.Objects;

/**
 * A class whose objects guests have handles of. Two of them are of the same type if they are of the same class, wherever that is named.
 *
 * @param <R> the class
 */
public final class ResourceType<R> {
    /** The module of resources that no interface is of. */
    private static final String ROOT = "$root";

    private final Class<R> javaClass;
    private final String name;
    private final String destructor;

    private ResourceType(Class<R> javaClass, String name, String destructor) {
        this.javaClass = javaClass;
        this.name = name;
        this.destructor = destructor;
    }

    /** Of a class; the name, such as {@code kv.session}, is for messages. */
    public static <R> ResourceType<R> of(Class<R> javaClass, String name) {
        return new ResourceType<>(
                Objects.requireNonNull(javaClass, "javaClass"), Objects.requireNonNull(name, "name"), "");
    }

    /**
     * Of a resource that guests define.
     *
     * @param module the module of its functions, in any version: those on one track are the same
     * @param name its name there
     */
    public static ResourceType<?> ofGuest(String module, String name) {
        Objects.requireNonNull(name, "name");
        String track = WitName.parse(Objects.requireNonNull(module, "module"))
                .map(WitName::onTrack)
                .orElse(module);
        String path = track.equals(ROOT) ? "" : track + "#";
        return new ResourceType<>(GuestRep.class, track + "." + name, path + "[dtor]" + name);
    }

    /** The name by which a guest exports what destroys an object, with no more of a version than its track; empty if the host defines it. */
    public String destructor() {
        return destructor;
    }

    /** Whether handles of the other are handles of this. */
    public boolean isSameAs(ResourceType<?> other) {
        return javaClass == Objects.requireNonNull(other, "other").javaClass
                && (javaClass != GuestRep.class || name.equals(other.name));
    }

    R cast(Object value) {
        return javaClass.cast(value);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
