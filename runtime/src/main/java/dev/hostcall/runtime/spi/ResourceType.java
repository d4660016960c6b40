package dev.hostcall.runtime.spi;

import java.util.Objects;

/**
 * A class whose objects guests have handles of. Two of them are of the same type if they are of the same class, wherever that is named.
 *
 * @param <R> the class
 */
public final class ResourceType<R> {
    private final Class<R> javaClass;
    private final String name;

    private ResourceType(Class<R> javaClass, String name) {
        this.javaClass = javaClass;
        this.name = name;
    }

    /** Of a class; the name, such as {@code kv.session}, is for messages. */
    public static <R> ResourceType<R> of(Class<R> javaClass, String name) {
        return new ResourceType<>(Objects.requireNonNull(javaClass, "javaClass"), Objects.requireNonNull(name, "name"));
    }

    /** Whether handles of the other are handles of this. */
    public boolean isSameAs(ResourceType<?> other) {
        return javaClass == Objects.requireNonNull(other, "other").javaClass;
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
