package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Classes that convert types which guests do not know, or know otherwise: for the hostcalls of this class, or for this
 * {@link GuestInterface}.
 *
 * <pre>{@code
 * final class UuidConverter {
 *     static String toGuest(UUID id) { return id.toString(); }
 *     static UUID fromGuest(String id) { return UUID.fromString(id); }
 * }
 *
 * @HostcallConverters(UuidConverter.class)
 * final class Orders {
 *     @Hostcall
 *     List<UUID> open(UUID customer) { … }       // open: func(customer: string) -> list<string>
 * }
 * }</pre>
 *
 * <p>A converter has a static method {@code toGuest}, which takes a value of the type, or a static method {@code fromGuest}, which returns one, or
 * both; neither is private. What they return and take, a guest knows, or another converter converts. A type is converted wherever it
 * stands, in lists and records too. What a converter throws ends the guest, or is thrown to the caller of a guest who has passed the value.
 *
 * <p>Futures of other libraries are converted by methods with a type parameter:
 *
 * <pre>{@code
 * final class MonoConverter {
 *     static <T> CompletionStage<T> toGuest(Mono<T> mono) { return mono.toFuture(); }
 *     static <T> Mono<T> fromGuest(CompletableFuture<T> future) { return Mono.fromFuture(future); }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface HostcallConverters {

    /**
     * The converters, one for each type.
     *
     * @return classes that generated code can name
     */
    Class<?>[] value();
}
