package dev.hostcall.processor;

import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.JavaClass;
import java.util.Optional;

/** Looks classes up whose objects guests have handles of. */
interface ResourceClasses {
    /** The hostcalls of one; empty if something is wrong with it, which is reported where it is declared. */
    Optional<HostcallClass> find(JavaClass resource);
}
