/**
 * JDK Flight Recorder events. Their names and fields are what users see, in recordings; no code refers to these classes
 * but the runtime's.
 */
@org.jspecify.annotations.NullMarked
package dev.hostcall.runtime.events;
