package dev.hostcall.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A field of a test's class that its guests are given. What it gives depends on its value:
 *
 * <table>
 * <caption>Values of fields</caption>
 * <tr><th>value</th><th>gives</th></tr>
 * <tr><td>{@link dev.hostcall.runtime.ImportSource}: {@code Hostcalls}, {@code HostImports}, exports of an instance</td>
 *     <td>host functions, to all guests; those that a guest does not import are no error</td></tr>
 * <tr><td>{@link dev.hostcall.runtime.Limits}</td><td>the limits of the test's region</td></tr>
 * <tr><td>{@link dev.hostcall.compiler.CompilerOptions}</td><td>how guests are compiled</td></tr>
 * <tr><td>{@link java.util.concurrent.Executor}</td>
 *     <td>where a {@code @GuestInterface} runs its methods that return futures; the common pool without one</td></tr>
 * </table>
 *
 * <p>The field may be static or not, private or not, inherited, or of a class around a nested one. Of several limits, options or
 * executors the innermost counts. It is read when a test is first given something by the {@link GuestExtension}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@ExtendWith(GuestExtension.class)
public @interface ForGuests {}
