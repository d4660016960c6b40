package dev.hostcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The constructor of a resource that a guest defines: a method of the {@link GuestInterface} that declares the {@link Resource}, which it
 * returns. Its export is {@code [constructor]cursor}, whatever the method is called.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GuestConstructor {}
