package dev.hostcall.compiler.read;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameter and result types of a function or block. Equal signatures are one type, in this module and in any other. */
public final class Signature {
    /** Of what takes and gives nothing. */
    public static final Signature NOTHING = new Signature(List.of(), List.of());

    private final List<Type> takes;
    private final List<Type> gives;
    private final List<WasmType> parameters;
    private final List<WasmType> results;
    private final String letters;

    /** One that refers to no type of a module's. */
    Signature(List<Type> takes, List<Type> gives) {
        this(takes, gives, "");
    }

    private Signature(List<Type> takes, List<Type> gives, String letters) {
        this.takes = List.copyOf(takes);
        this.gives = List.copyOf(gives);
        parameters = takes.stream().map(Type::erased).toList();
        results = gives.stream().map(Type::erased).toList();
        this.letters = letters;
    }

    /** The parameters, as validation compares them. */
    public List<Type> takes() {
        return takes;
    }

    /** The results, as validation compares them. */
    public List<Type> gives() {
        return gives;
    }

    /** The parameters in the guest ABI. */
    public List<WasmType> parameters() {
        return parameters;
    }

    /** The results in the guest ABI. */
    public List<WasmType> results() {
        return results;
    }

    /** The same with references to another type in the place of those to one, and with its text. */
    Signature with(int heap, int other, String text) {
        return new Signature(replaced(takes, heap, other), replaced(gives, heap, other), text);
    }

    private static List<Type> replaced(List<Type> types, int heap, int other) {
        return types.stream()
                .map(type -> type.heap() == heap ? new Type(type.erased(), type.nullable(), other) : type)
                .toList();
    }

    /** The guest descriptor's notation, such as {@code iI:F}. */
    public String letters() {
        return letters;
    }

    /** In the same notation, a reference to functions of it. */
    String reference() {
        return SignatureText.reference(letters);
    }

    /** Whether {@link #packed} can hold it. */
    public boolean isPacked() {
        return SignatureText.isPacked(letters());
    }

    /** The signature as an odd number, as guest_same_type of guest.h compares them. */
    public long packed() {
        return SignatureText.packed(letters());
    }

    /** The slots a call of it takes: arguments and results share them. */
    public int slots() {
        return Math.max(parameterSlots(), slots(results));
    }

    /** The slots its arguments take. */
    public int parameterSlots() {
        return slots(parameters);
    }

    private static int slots(List<WasmType> types) {
        return types.stream().mapToInt(WasmType::slots).sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signature that && takes.equals(that.takes) && gives.equals(that.gives);
    }

    @Override
    public int hashCode() {
        return 31 * takes.hashCode() + gives.hashCode();
    }

    @Override
    public String toString() {
        return takes + " -> " + gives;
    }
}
