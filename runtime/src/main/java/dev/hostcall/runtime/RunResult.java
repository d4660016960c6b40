package dev.hostcall.runtime;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a run came to its end, or to a point where the embedder is asked. Failures are exceptions. */
public sealed interface RunResult {

    /**
     * The exported function returned.
     *
     * @param values its results in order, as {@link Integer}, {@link Long}, {@link Float}, {@link Double} or {@link V128}; references
     *     as {@link FunctionReference} or the object they stand for, {@code null} for a null reference
     */
    record Returned(List<@Nullable Object> values) implements RunResult {
        /**
         * The only result of a function that returns an i32.
         *
         * @throws IllegalStateException if it returned something else
         */
        public int i32() {
            return only(Integer.class);
        }

        /**
         * The only result of a function that returns an i64.
         *
         * @throws IllegalStateException if it returned something else
         */
        public long i64() {
            return only(Long.class);
        }

        /**
         * The only result of a function that returns an f32.
         *
         * @throws IllegalStateException if it returned something else
         */
        public float f32() {
            return only(Float.class);
        }

        /**
         * The only result of a function that returns an f64.
         *
         * @throws IllegalStateException if it returned something else
         */
        public double f64() {
            return only(Double.class);
        }

        /**
         * The only result of a function that returns a v128.
         *
         * @throws IllegalStateException if it returned something else
         */
        public V128 v128() {
            return only(V128.class);
        }

        private <T> T only(Class<T> type) {
            if (values.size() != 1 || !type.isInstance(values.get(0))) {
                throw new IllegalStateException(
                        "the function returned " + values + ", not one " + type.getSimpleName());
            }
            return type.cast(values.get(0));
        }
    }

    /**
     * A hostcall yielded. The instance is {@link InstanceState#YIELDED}; go on with {@link Instance#resume} or
     * {@link Instance#resumeAsync}.
     *
     * @param value what it yielded, empty where it yielded no value
     * @param expected the type of value the guest must be resumed with, empty where it expects none
     */
    record Yielded(Optional<Object> value, Optional<Class<?>> expected) implements RunResult {
        /**
         * The value, if it is of this type.
         *
         * @param type the type to cast to
         * @param <T> the same type
         */
        public <T> Optional<T> value(Class<T> type) {
            return value.filter(type::isInstance).map(type::cast);
        }
    }

    /**
     * This result as {@link Returned}.
     *
     * @throws IllegalStateException if the guest yielded
     */
    default Returned returned() {
        if (this instanceof Returned returned) {
            return returned;
        }
        throw new IllegalStateException("the guest has not returned: " + this);
    }

    /**
     * This result as {@link Yielded}.
     *
     * @throws IllegalStateException if the guest returned
     */
    default Yielded yielded() {
        if (this instanceof Yielded yielded) {
            return yielded;
        }
        throw new IllegalStateException("the guest has not yielded: " + this);
    }
}
