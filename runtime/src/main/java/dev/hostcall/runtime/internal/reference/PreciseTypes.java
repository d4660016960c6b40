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
    public static final PreciseTypes NONE = new PreciseTypes(List.of());

    private final List<Place> places;

    /** A reference: which of the values it is, and its slot. */
    private record Place(int index, int slot, String type) {
        void check(boolean isNull, @Nullable String function, IntFunction<String> purpose) {
            String found =
                    isNull ? "null" : function == null ? "" : "a function " + SignatureText.describeSignature(function);
            boolean fits = isNull
                    ? SignatureText.isNullable(type)
                    : function == null
                            || SignatureText.isA(SignatureText.NOT_NULL + SignatureText.reference(function), type);
            if (!fits) {
                throw new IllegalArgumentException("%s is %s; it must be a %s"
                        .formatted(purpose.apply(index), found, SignatureText.describe(type)));
            }
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
            if (SignatureText.isPrecise(type)) {
                places.add(new Place(i, slot, type));
            }
            slot += SignatureText.erased(type).slots();
        }
        return places.isEmpty() ? NONE : new PreciseTypes(places);
    }

    /** Of one type. */
    public static PreciseTypes of(String type) {
        return of(List.of(type));
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
            place.check(value == null, value instanceof FunctionReference reference ? text(reference) : null, purpose);
        }
    }

    private static String text(FunctionReference reference) {
        return LinkedFunction.of(reference).text();
    }

    /** The same, of values that are in the slots of an instance. */
    public void checkSlots(ControlBlock control, Member instance, IntFunction<String> purpose) {
        for (Place place : places) {
            long bits = control.i64(place.slot());
            boolean isFunction = SignatureText.erased(place.type()) == WasmType.FUNCREF;
            String function =
                    bits != 0 && isFunction ? instance.group().function(bits).signature() : null;
            place.check(bits == 0, function, purpose);
        }
    }
}
