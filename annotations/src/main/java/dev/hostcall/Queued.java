package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls of this {@link GuestInterface}, or of this method, wait for their turn where another one is under way; without this annotation they are
 * refused. They come in the order in which they were made, whichever threads make them, and through whichever object: there is one queue
 * for each instance.
 *
 * <pre>{@code
 * @Queued
 * @GuestInterface
 * interface Plugin {
 *     int add(int a, int b);                       // its thread is parked until it is its turn
 *     CompletableFuture<String> find(String key);  // begins on the executor when it is its turn
 * }
 * }</pre>
 *
 * <p>A call on the thread that runs the guest, from inside of a hostcall, would wait for itself, and is refused. What is run in other ways, such as by
 * {@code Instance.run}, does not queue, and a call whose turn comes meanwhile is refused.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Queued {}
