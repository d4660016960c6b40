package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.Signature;
import java.util.Objects;

/**
 * One hostcall as the linker sees it: what a guest must import to reach it.
 *
 * @param module the import's module name, such as {@code env}
 * @param name the import's field name, such as {@code fetch_all}
 * @param signature the parameters and results a guest passes and receives
 * @param kind whether the method's body may suspend the guest
 */
public record HostcallDeclaration(String module, String name, Signature signature, Kind kind) {

    /** Refuses nulls. */
    public HostcallDeclaration {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(kind, "kind");
    }

    /** Whether Java frames may have to be kept while the guest waits. */
    public enum Kind {
        /** Takes no {@code Vmctx}: cannot block, yield or call back in its body. */
        PLAIN,
        /** Takes a {@code Vmctx}: may block, yield or call back in its body. */
        SUSPENDING
    }

    /** As generated code declares it; see {@link Signature#parse} for the signature's form. */
    public static HostcallDeclaration of(String module, String name, String signature, Kind kind) {
        return new HostcallDeclaration(
                module, name, Signature.parse(Objects.requireNonNull(signature, "signature")), kind);
    }

    /** {@code module.name}. */
    public String qualifiedName() {
        return module + "." + name;
    }
}
