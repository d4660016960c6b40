// Generated from com.example.Vault; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Discard;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.Lift;
import dev.hostcall.runtime.spi.Lower;
import dev.hostcall.runtime.spi.ResourceType;
import java.lang.IndexOutOfBoundsException;
import java.lang.Override;
import java.lang.SuppressWarnings;
import java.lang.Throwable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Hands the hostcalls of {@code Vault} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class VaultHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "swap", "iii:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "all", "iiii:", HostcallDeclaration.Kind.PLAIN).allocating(),
        HostcallDeclaration.of("acme:vault/boxes@0.1.0", "key-of", "ii:i", HostcallDeclaration.Kind.PLAIN)
    };

    private static final ResourceType<Vault.SafeBox> SAFEBOX_TYPE = ResourceType.of(Vault.SafeBox.class, "acme:vault/boxes@0.1.0.safe-box");

    private static final ResourceType<Vault.Key> KEY_TYPE = ResourceType.of(Vault.Key.class, "acme:vault/boxes@0.1.0.master-key");

    private final Vault target;

    private VaultHostcalls(Vault target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static VaultHostcalls of(Vault target) {
        return new VaultHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> swap(target, frame);
            case 1 -> all(target, frame);
            case 2 -> keyOf(target, frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void swap(Vault target, Frame frame) {
        Lift in = frame.lending();
        try {
            Vault.Swap boxes = new Vault.Swap(in.owned(frame.i32(0), SAFEBOX_TYPE),
                    in.borrowed(frame.i32(1), SAFEBOX_TYPE));
            Vault.Key key = in.owned(frame.i32(2), KEY_TYPE);
            in.pass();
            target.swap(boxes, key);
        } finally {
            in.end();
        }
    }

    private static void all(Vault target, Frame frame) {
        long at = frame.resultAt(3, 8, 4);
        List<Vault.SafeBox> result = target.all(frame.borrowed(0, SAFEBOX_TYPE),
                Lift.discriminant(frame.i32(1), 2, "Optional") == 0 ? Optional.empty() : Optional.of(frame.borrowed(2, KEY_TYPE)));
        try {
            Lower out = frame.lower();
            out.pair(at, lowerSafeBoxList(out, result));
        } catch (Throwable e) {
            Discard rest = frame.discard(e);
            discardSafeBoxList(rest, result);
            throw e;
        }
    }

    private static void keyOf(Vault target, Frame frame) {
        Lift in = frame.lift();
        frame.returnI32(frame.lower().ownOrClose(target.keyOf(liftSafeBoxList(in, frame.i32(0), frame.i32(1))), KEY_TYPE));
    }

    private static long lowerSafeBoxList(Lower out, List<Vault.SafeBox> value) {
        List<Vault.SafeBox> elements = Lower.elements(value);
        long place = out.list(elements.size(), 4, 4);
        long at = place;
        for (Vault.SafeBox each : elements) {
            out.i32(at, out.own(each, SAFEBOX_TYPE));
            at += 4;
        }
        return Lower.pair(place, elements.size());
    }

    private static void discardSafeBoxList(Discard to, List<Vault.SafeBox> value) {
        if (value != null) {
            for (Vault.SafeBox each : value) {
                to.close(each);
            }
        }
    }

    private static List<Vault.SafeBox> liftSafeBoxList(Lift in, int pointer, int length) {
        long at = in.list(pointer, length, 4, 4);
        int count = Lift.length(length);
        List<Vault.SafeBox> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++, at += 4) {
            elements.add(in.borrowed(in.i32(at), SAFEBOX_TYPE));
        }
        return elements;
    }
}
