package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets guests import this method. For every class {@code X} with such methods, the processor generates {@code XHostcalls} in
 * the same package; pass {@code XHostcalls.of(x)} to the region that makes the instance.
 *
 * <pre>{@code
 * final class Kv {
 *     private final Map<String, String> map = new ConcurrentHashMap<>();
 *
 *     // (import "env" "size" (func (result i32)))
 *     @Hostcall
 *     int size() {
 *         return map.size();
 *     }
 *
 *     // (import "kv" "fetch" (func (param i32 i32 i32 i32) (result i32)))
 *     @Hostcall(module = "kv", name = "fetch")
 *     CompletableFuture<Integer> load(String key, MemorySlice into) { … }
 * }
 * }</pre>
 *
 * <p>The method may be an instance or a static method, of any visibility but private, of a class, record, enum or
 * interface that other classes of its package can name; it may be abstract and may declare any exception. It may not
 * have type parameters or a variable number of arguments.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><th>Java</th><th>Wasm</th><th>what the method gets</th></tr>
 * <tr><td>{@code int}</td><td>{@code i32}</td><td></td></tr>
 * <tr><td>{@code long}</td><td>{@code i64}</td><td></td></tr>
 * <tr><td>{@code float}</td><td>{@code f32}</td><td></td></tr>
 * <tr><td>{@code double}</td><td>{@code f64}</td><td></td></tr>
 * <tr><td>{@code boolean}</td><td>{@code i32}</td><td>false for 0, true for anything else</td></tr>
 * <tr><td>{@code String}</td><td>{@code i32 i32}</td><td>pointer and byte length of UTF-8 text, decoded</td></tr>
 * <tr><td>{@code byte[]}</td><td>{@code i32 i32}</td><td>pointer and length, a copy</td></tr>
 * <tr><td>{@code MemorySlice}</td><td>{@code i32 i32}</td><td>pointer and length, a checked view to read and
 * write</td></tr>
 * <tr><td>{@code Vmctx}, {@code Memory}</td><td></td><td>the calling guest and its memory; the guest passes nothing;
 * each at most once, anywhere</td></tr>
 * </table>
 *
 * <p>Parameters and results may also be {@code byte} and {@code short}, integers that are {@link Unsigned} or a {@link CodePoint},
 * arrays of numbers, {@code List}, {@code Optional}, enums and {@code EnumSet}, records, and sealed interfaces of records: they are passed
 * as the component model's canonical ABI lowers them. A result of more than one value is stored where the guest's last argument points to,
 * and text, arrays and lists in memory that the guest takes by its exported function {@code cabi_realloc}, or by others that it has
 * ({@link GuestAllocator}). A record of several values may be imported as several results, too. An exception that is a
 * {@link HostcallError} is a result too, and other types are converted by {@link HostcallConverters}.
 *
 * <p>A parameter that is a functional interface of numbers, or a {@code FunctionReference}, is a function that the guest passes by its
 * pointer or a reference; an object that is {@link External} is held by the guest as an {@code externref}.
 *
 * <p>The result is {@code void}, one of these types, or a {@code CompletableFuture} or {@code CompletionStage} of one. To the guest, a future
 * is its value: the guest blocks, the thread does not.
 *
 * <p>A class that is a {@link Resource} stands for a handle of the guest's. In such a class, a constructor may be a hostcall too.
 *
 * <p>A method is a hostcall of the class that declares it. Methods that a class inherits are in the generated class of the
 * supertype, and overriding methods are called as usual in Java:
 * {@code BaseHostcalls.of(new Derived())}.
 *
 * <p>Every violated rule is a compile error whose text begins with a tag such as {@code [HostcallReturnType]}.
 *
 * <p>The annotation is kept in class files, so that tools that do not see the sources (incremental builds, documentation)
 * know what a class offers; nothing reads it at run time.
 *
 * @see HostcallModule
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Hostcall {

    /**
     * The module name that guests import from, such as {@code wasi_snapshot_preview1}. By default that of the class's
     * {@link HostcallModule}, or {@code env} if there is none.
     *
     * @return any non-empty text without unpaired surrogates
     */
    String module() default "";

    /**
     * The name that guests import. By default the method's name in snake case: {@code size} is {@code size},
     * {@code fetchAll} is {@code fetch_all}, {@code getURL2} is {@code get_url2}. In a module that is an interface of WIT's, such as
     * {@code acme:kv/store@1.0.0}, it is in kebab case: {@code fetch-all}.
     *
     * @return any non-empty text without unpaired surrogates
     */
    String name() default "";
}
