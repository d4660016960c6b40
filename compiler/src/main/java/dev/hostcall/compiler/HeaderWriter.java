package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Signature;

/** What all units of a module begin with: the modes, the data area, the types and the prototypes. */
final class HeaderWriter {
    private final Module module;
    private final CompilerOptions options;
    private final InstanceLayout layout;
    private final CTypes types;
    private final int slots;

    HeaderWriter(Module module, CompilerOptions options, InstanceLayout layout, CTypes types, int slots) {
        this.module = module;
        this.options = options;
        this.layout = layout;
        this.types = types;
        this.slots = slots;
    }

    /** The header; {@code linkage} is that of functions called from other units. */
    String write(String linkage, String prototypes) {
        StringBuilder text = new StringBuilder();
        text.append("#define GUEST_METERED ")
                .append(options.metering() == Metering.ON ? 1 : 0)
                .append('\n');
        text.append("#include \"guest.h\"\n#include \"wasm.h\"\n");
        text.append(options.bounds() == BoundsMode.GUARD ? "#include \"guarded.h\"\n" : "#include \"explicit.h\"\n");
        text.append("#include \"accesses.h\"\n");
        text.append("#define LINKAGE ").append(linkage).append('\n');
        text.append("extern const char wasm_data[] HIDDEN;\n");
        text.append(layout.declaration(slots));
        text.append(types.declarations());
        text.append(prototypes);
        module.functions().stream()
                .filter(function -> function.imported().isPresent())
                .forEach(function -> text.append(stub(function)));
        for (Signature signature : types.signatures()) {
            text.append(foreign(signature)).append('\n');
        }
        return text.toString();
    }

    // GUEST_INLINE u32 fn_0(struct guest *g, u32 l_0) {
    //     guest_slot(g, 0)->i32 = l_0;
    //     guest_hostcall(g, 0);
    //     return (u32)guest_slot(g, 0)->i32;
    // }
    private String stub(Module.Function function) {
        Signature signature = function.signature();
        return "GUEST_INLINE " + types.prototype(signature, "fn_" + function.index()) + " {\n"
                + Slots.storeParameters(signature) + "    guest_hostcall(g, " + function.index() + ");\n"
                + Slots.returnResults(signature, types) + "}\n";
    }

    // GUEST_COLD u32 foreign_3(struct guest *g, const struct guest_function *c, u32 l_0) {
    //     guest_slot(g, 0)->i32 = (s32)l0;
    //     guest_call_foreign(g, c);
    //     return (u32)guest_slot(g, 0)->i32;
    // }
    private String foreign(Signature signature) {
        String prototype = types.prototype(signature, "foreign_" + types.number(signature))
                .replace("(struct guest *g", "(struct guest *g, const struct guest_function *c");
        return "GUEST_COLD " + prototype + " {\n" + Slots.storeParameters(signature) + "    guest_call_foreign(g, c);\n"
                + Slots.returnResults(signature, types) + "}";
    }
}
