package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The C types of functions: numbers for signatures, structures for several results. */
final class CTypes {
    private final Map<Signature, Integer> signatures = new LinkedHashMap<>();
    private final Map<List<Type>, Integer> results = new LinkedHashMap<>();

    CTypes(Module module) {
        module.types().forEach(this::add);
        module.functions().forEach(function -> add(function.signature()));
    }

    private void add(Signature signature) {
        signatures.putIfAbsent(signature, signatures.size());
        if (signature.results().size() > 1) {
            results.putIfAbsent(signature.results(), results.size());
        }
    }

    /** The number of a signature, the same for equal ones. */
    int number(Signature signature) {
        return Objects.requireNonNull(signatures.get(signature));
    }

    /** The C type of such results. */
    String result(List<Type> types) {
        return switch (types.size()) {
            case 0 -> "void";
            case 1 -> types.get(0).c;
            default -> "struct results_" + results.get(types);
        };
    }

    /** {@code R name(struct guest *g, u32 l_0, u64 l_1)}. */
    String prototype(Signature signature, String name) {
        StringBuilder text = new StringBuilder(result(signature.results()))
                .append(' ')
                .append(name)
                .append("(struct guest *g");
        for (int i = 0; i < signature.parameters().size(); i++) {
            text.append(", ")
                    .append(signature.parameters().get(i).c)
                    .append(" l_")
                    .append(i);
        }
        return text.append(')').toString();
    }

    /** {@code name(g, l_0, l_1)}, in the body of a function of this signature. */
    static String forward(Signature signature, String name) {
        StringBuilder text = new StringBuilder(name).append("(g");
        for (int i = 0; i < signature.parameters().size(); i++) {
            text.append(", l_").append(i);
        }
        return text.append(')').toString();
    }

    List<Signature> signatures() {
        return new ArrayList<>(signatures.keySet());
    }

    /** The structures of results, the types of functions by reference, and their numbers for comparison. */
    String declarations() {
        StringBuilder text = new StringBuilder();
        results.forEach((types, number) -> {
            text.append("struct results_").append(number).append(" { ");
            for (int i = 0; i < types.size(); i++) {
                text.append(types.get(i).c).append(" v_").append(i).append("; ");
            }
            text.append("};\n");
        });
        signatures.forEach((signature, number) -> {
            String parameters =
                    signature.parameters().stream().map(type -> ", " + type.c).collect(Collectors.joining());
            text.append("typedef " + result(signature.results()) + " (*T_" + number + ")(struct guest *" + parameters
                    + ");\n");
            text.append("extern const char signature_" + number + "[] HIDDEN;\n");
            text.append("#define TYPE_" + number + " "
                    + (signature.isPacked()
                            ? Long.toUnsignedString(signature.packed()) + "ull"
                            : "(u64)(uintptr_t)signature_" + number)
                    + "\n");
        });
        return text.toString();
    }

    /** The texts of signatures, at even addresses as guest_same_type demands. */
    String definitions() {
        StringBuilder text = new StringBuilder();
        signatures.forEach((signature, number) -> text.append("const char signature_" + number
                + "[] HIDDEN __attribute__((aligned(2))) = \"" + signature.letters() + "\";\n"));
        return text.toString();
    }
}
