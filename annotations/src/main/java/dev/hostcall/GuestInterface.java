package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An interface whose abstract methods are what a guest exports. For every such interface {@code X}, the processor generates
 * {@code XGuest} in the same package, which implements it; {@code XGuest.of(instance)} calls that instance.
 *
 * <pre>{@code
 * @GuestInterface
 * interface Plugin {
 *     record Match(String title, double score) {}
 *
 *     // (export "find_all" (func (param i32 i32) (result i32)))
 *     List<Match> findAll(String query);
 *
 *     CompletableFuture<Integer> index(byte[] document);   // runs on the executor that of(instance, executor) is given
 *
 *     GuestRun<Integer> compact(int level);                // to be bounded, limited, killed
 *
 *     default boolean finds(String query) {                // stays Java
 *         return !findAll(query).isEmpty();
 *     }
 * }
 *
 * Plugin plugin = PluginGuest.of(instance, executor);
 * }</pre>
 *
 * <p>Parameters and results are of the types of a {@link Hostcall}'s results; they cross as the component model's canonical ABI has
 * them. A method that declares a {@link HostcallError} gets it where the guest returns an error. {@link HostcallConverters} converts other
 * types, {@link GuestAllocator} names how arguments take memory, and {@link Queued} has calls wait for each other.
 *
 * <p>The annotation is kept in class files, as {@link Hostcall} is; nothing reads it at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface GuestInterface {}
