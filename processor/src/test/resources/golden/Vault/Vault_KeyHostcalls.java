// Generated from com.example.Vault.Key; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.ResourceType;
import java.lang.IndexOutOfBoundsException;
import java.lang.Override;
import java.lang.SuppressWarnings;
import java.lang.Throwable;

/**
 * Hands the hostcalls of {@code Vault.Key} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class Vault_KeyHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "[method]master-key.opens", "ii:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "[resource-drop]master-key", "i:", HostcallDeclaration.Kind.PLAIN)
    };

    private static final ResourceType<Vault.Key> KEY_TYPE = ResourceType.of(Vault.Key.class, "acme:vault/boxes@0.1.0.master-key");

    private static final ResourceType<Vault.SafeBox> SAFEBOX_TYPE = ResourceType.of(Vault.SafeBox.class, "acme:vault/boxes@0.1.0.safe-box");

    private Vault_KeyHostcalls() {
        super(DECLARATIONS);
    }

    /**
     * What guests have of the resource: there is no object to bind it to.
     */
    public static Vault_KeyHostcalls of() {
        return new Vault_KeyHostcalls();
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> opens(frame);
            case 1 -> drop(frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void opens(Frame frame) {
        frame.returnBool(frame.borrowed(0, KEY_TYPE).opens(frame.borrowed(1, SAFEBOX_TYPE)));
    }

    private static void drop(Frame frame) throws Throwable {
        frame.drop(0, KEY_TYPE);
    }
}
