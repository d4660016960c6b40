// Generated from com.example.Vault.SafeBox; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.spi.Discard;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.Lift;
import dev.hostcall.runtime.spi.Lower;
import dev.hostcall.runtime.spi.Lowering;
import dev.hostcall.runtime.spi.ResourceType;
import java.lang.IndexOutOfBoundsException;
import java.lang.Override;
import java.lang.String;
import java.lang.SuppressWarnings;
import java.lang.Throwable;
import java.util.Optional;

/**
 * Hands the hostcalls of {@code Vault.SafeBox} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class Vault_SafeBoxHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "[constructor]safe-box", "ii:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "[method]safe-box.put-in", "iiiIi:", HostcallDeclaration.Kind.SUSPENDING),
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "[method]safe-box.copy", "i:i", HostcallDeclaration.Kind.WAITING),
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "[static]safe-box.find-by", "ii:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "[resource-drop]safe-box", "i:", HostcallDeclaration.Kind.PLAIN)
    };

    private static final ResourceType<Vault.SafeBox> SAFEBOX_TYPE = ResourceType.of(Vault.SafeBox.class, "acme:vault/boxes@0.1.0.safe-box");

    private static final Lowering<Vault.SafeBox> copyLowering = Lowering.<Vault.SafeBox>of("a value of Vault.SafeBox", (to, value) -> {
        to.returnI32(to.lower().own(value, SAFEBOX_TYPE));
    }).orDiscard((to, value) -> to.close(value));

    private Vault_SafeBoxHostcalls() {
        super(DECLARATIONS);
    }

    /**
     * What guests have of the resource: there is no object to bind it to.
     */
    public static Vault_SafeBoxHostcalls of() {
        return new Vault_SafeBoxHostcalls();
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> make(frame);
            case 1 -> putIn(frame);
            case 2 -> copy(frame);
            case 3 -> findBy(frame);
            case 4 -> drop(frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void make(Frame frame) {
        frame.returnI32(frame.lower().ownOrClose(new Vault.SafeBox(frame.string(0)), SAFEBOX_TYPE));
    }

    private static void putIn(Frame frame) throws Throwable {
        Lift in = frame.lending();
        try {
            Vault.SafeBox self = in.borrowed(frame.i32(0), SAFEBOX_TYPE);
            Vmctx vmctx = frame.vmctx();
            String thing = in.string(frame.i32(1), frame.i32(2));
            long size = frame.i64(3);
            long at = frame.resultAt(4, 8, 4);
            int result;
            try {
                result = self.putIn(vmctx, thing, size);
            } catch (Vault.Full error) {
                Lower out = frame.lower();
                out.u8(at, 1);
                return;
            }
            Lower out = frame.lower();
            out.u8(at, 0);
            out.i32(at + 4, result);
        } finally {
            in.end();
        }
    }

    private static void copy(Frame frame) {
        frame.blockOn(frame.borrowed(0, SAFEBOX_TYPE).copy(), copyLowering);
    }

    private static void findBy(Frame frame) {
        long at = frame.resultAt(1, 8, 4);
        Optional<Vault.SafeBox> result = Vault.SafeBox.findBy(frame.i32(0));
        try {
            Lower out = frame.lower();
            lowerOptionalSafeBox(out, at, result);
        } catch (Throwable e) {
            Discard rest = frame.discard(e);
            discardOptionalSafeBox(rest, result);
            throw e;
        }
    }

    private static void drop(Frame frame) throws Throwable {
        frame.drop(0, SAFEBOX_TYPE);
    }

    private static void lowerOptionalSafeBox(Lower out, long at, Optional<Vault.SafeBox> value) {
        Lower.present(value, "Optional<Vault.SafeBox>");
        if (value.isEmpty()) {
            out.u8(at, 0);
        } else {
            out.u8(at, 1);
            out.i32(at + 4, out.own(value.get(), SAFEBOX_TYPE));
        }
    }

    private static void discardOptionalSafeBox(Discard to, Optional<Vault.SafeBox> value) {
        if (value != null) {
            if (value.isPresent()) {
                to.close(value.get());
            }
        }
    }
}
