package dev.hostcall.runtime.internal.reference;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a list of types says of its references that their value types do not: of which type a function is, and that null is none. Guests
 * rely on it without looking, so whatever Java passes to them is checked. Function types are compared by their texts.
 */
public final class PreciseTypes {
    /** Of what is all said by value types. */
    private static final PreciseTypes NONE = new PreciseTypes(List.of());

    private final List<Place> places;

    /** A reference: which of the values it is, and its slot. */
    private record Place(int index, int slot, String type) {
        void checkNull(IntFunction<String> purpose) {
            if (!SignatureText.isNullable(type)) {
                throw refusal("null", purpose);
            }
        }

        void checkFunction(String signature, IntFunction<String> purpose) {
            if (!SignatureText.isA(SignatureText.NOT_NULL + SignatureText.reference(signature), type)) {
                throw refusal("a function " + SignatureText.describeSignature(signature), purpose);
            }
        }

        private IllegalArgumentException refusal(String found, IntFunction<String> purpose) {
            return new IllegalArgumentException(
                    "%s is %s; it must be a %s".formatted(purpose.apply(index), found, SignatureText.describe(type)));
        }
    }

    private PreciseTypes(List<Place> places) {
        this.places = List.copyOf(places);
    }

    /** Of types, each in the notation of signatures. */
    public static PreciseTypes of(List<String> types) {
        List<Place> places = new ArrayList<>(0);
        int slot = 0;
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            if (isPrecise(type)) {
                places.add(new Place(i, slot, type));
            }
            slot += SignatureText.erased(type).slots();
        }
        return places.isEmpty() ? NONE : new PreciseTypes(places);
    }

    /** Whether a type says more than a letter does. */
    private static boolean isPrecise(String type) {
        return type.length() > 1;
    }

    /** As {@link #check(Object[], IntFunction)}, of one value of a type. */
    public static void check(String type, @Nullable Object value, String purpose) {
        if (isPrecise(type)) {
            of(List.of(type)).check(new @Nullable Object[] {value}, i -> purpose);
        }
    }

    /** Whether there is nothing to check. */
    public boolean isNone() {
        return places.isEmpty();
    }

    /**
     * Checks values whose value types are right.
     *
     * @param purpose what the value of an index is for
     * @throws IllegalArgumentException naming what one is for, what it is and what it must be
     */
    public void check(@Nullable Object[] values, IntFunction<String> purpose) {
        for (Place place : places) {
            @Nullable Object value = values[place.index()];
            if (value == null) {
                place.checkNull(purpose);
            } else if (value instanceof FunctionReference reference) {
                place.checkFunction(LinkedFunction.of(reference).text(), purpose);
            }
        }
    }

    /** The same, of values that are in the slots of an instance. */
    public void checkSlots(ControlBlock control, Member instance, IntFunction<String> purpose) {
        for (Place place : places) {
            long bits = control.i64(place.slot());
            if (bits == 0) {
                place.checkNull(purpose);
            } else if (SignatureText.erased(place.type()) == WasmType.FUNCREF) {
                place.checkFunction(instance.group().function(bits).signature(), purpose);
            }
        }
    }
}
