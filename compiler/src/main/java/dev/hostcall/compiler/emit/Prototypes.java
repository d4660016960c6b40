package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.translate.CType;
import dev.hostcall.compiler.translate.CTypes;
import dev.hostcall.compiler.translate.Template;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How functions are declared in C, and called with the parameters of the function around the call. */
final class Prototypes {
    private static final Template PROTOTYPE = Template.of("${result} ${name}(struct guest *g${parameters})");

    private final CTypes types;

    Prototypes(CTypes types) {
        this.types = types;
    }

    /** {@code u32 name(struct guest *g, u32 l_0, u64 l_1)}. */
    String of(Signature signature, String name) {
        return with("", signature, name);
    }

    /** {@code u32 name(struct guest *g, const struct guest_function *c, u32 l_0, u64 l_1)}. */
    String withCallee(Signature signature, String name) {
        return with(", const struct guest_function *c", signature, name);
    }

    private String with(String first, Signature signature, String name) {
        String parameters = IntStream.range(0, signature.parameters().size())
                .mapToObj(i -> ", " + CType.of(signature.parameters().get(i)).name() + " l_" + i)
                .collect(Collectors.joining());
        return PROTOTYPE.fill(
                "result", types.result(signature.results()), "name", name, "parameters", first + parameters);
    }

    /** {@code name(g, l_0, l_1)}, in the body of a function of this signature. */
    static String call(Signature signature, String name) {
        return name
                + IntStream.range(0, signature.parameters().size())
                        .mapToObj(i -> ", l_" + i)
                        .collect(Collectors.joining("", "(g", ")"));
    }
}
