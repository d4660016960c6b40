package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link Resource} that is passed for good: the guest's handle ends, and whoever takes the object closes it. Without this, what is
 * passed is borrowed for the call. A result is always given for good, so there it makes no difference; in a record that is a
 * result, or a part of one, every resource has it.
 *
 * <pre>{@code
 * @Hostcall void log(Session session) { … }                  // borrow<session>
 * @Hostcall void end(@Own Session session) { … }             // session
 * @Hostcall void endAll(List<@Own Session> sessions) { … }   // list<session>
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE_USE, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Own {}
