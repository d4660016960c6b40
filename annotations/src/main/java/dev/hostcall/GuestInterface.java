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
 * <p>An interface of WIT's is named, and its exports are too:
 *
 * <pre>{@code
 * @GuestInterface("acme:index/store@1.0.0")
 * interface Store {
 *     // (export "acme:index/store@1.0.0#find-all" (func (param i32 i32) (result i32)))
 *     List<String> findAll(String query);
 * }
 * }</pre>
 *
 * <p>The annotation is kept in class files, as {@link Hostcall} is; nothing reads it at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface GuestInterface {

    /**
     * The interface of WIT's that the guest exports, such as {@code acme:index/store@1.0.0}, or the package whose world exports the
     * functions themselves, such as {@code acme:index@1.0.0}. Names of exports are in kebab case then, {@code findAll} is
     * {@code acme:index/store@1.0.0#find-all}, or {@code find-all}. By default, they are in snake case.
     *
     * @return the name of an interface or of a package
     */
    String value() default "";
}
