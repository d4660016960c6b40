package dev.hostcall.compiler.emit;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.emit.Headers.Inclusion;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.Use;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.translate.CType;
import dev.hostcall.compiler.translate.CTypes;
import dev.hostcall.compiler.translate.ModuleScope;
import dev.hostcall.compiler.translate.Slots;
import dev.hostcall.compiler.translate.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What all units of a module begin with: the modes, the data area, the types and the prototypes. */
final class HeaderWriter {
    private static final Template HEADER = Template.of("""
            #define GUEST_METERED ${metered}
            ${headers}
            #define LINKAGE ${linkage}
            extern const char wasm_data[] HIDDEN;
            ${instance}
            ${exceptions}
            ${structures}
            ${types}
            ${prototypes}
            ${hostcalls}
            ${foreign}
            """);

    private static final Template PLACES = Template.of("#define WASM_EXCEPTIONS ${places}u\n");

    private static final Template STRUCTURE = Template.of("struct results_${number} { ${members}};\n");

    private static final Template TYPE = Template.of("""
            typedef ${result} (*T_${number})(struct guest *${parameters});
            extern const char signature_${number}[] HIDDEN;
            #define TYPE_${number} ${value}
            """);

    /** A function that is imported. */
    private static final Template HOSTCALL = Template.of("""
            GUEST_INLINE ${prototype} {
                ${stores}
                guest_hostcall(g, ${index});
                ${return}
            }
            """);

    /** Calls a function of another instance. */
    private static final Template FOREIGN = Template.of("""
            GUEST_COLD ${prototype} {
                ${stores}
                guest_call_foreign(g, c);
                ${return}
            }
            """);

    private final ModuleScope module;
    private final CTypes types;
    private final Prototypes prototypes;
    private final CompilerOptions options;
    private final Inclusion inclusion;
    private final String architecture;
    private final int slots;

    HeaderWriter(ModuleScope module, CompilerOptions options, Inclusion inclusion, String architecture, int slots) {
        this.module = module;
        this.types = module.types();
        this.prototypes = new Prototypes(module.types());
        this.options = options;
        this.inclusion = inclusion;
        this.architecture = architecture;
        this.slots = slots;
    }

    /** The header; {@code linkage} is that of functions called from other units. */
    String write(String linkage, String functions) {
        String hostcalls = module.module().functions().stream()
                .filter(function -> function.imported().isPresent())
                .map(this::hostcall)
                .collect(Collectors.joining());
        return HEADER.fill(
                "metered",
                options.metering() == Metering.ON ? 1 : 0,
                "headers",
                headers(),
                "linkage",
                linkage,
                "instance",
                new InstanceWriter(module).write(slots),
                "exceptions",
                exceptions(),
                "structures",
                structures(),
                "types",
                types(),
                "prototypes",
                functions,
                "hostcalls",
                hostcalls,
                "foreign",
                types.signatures().keySet().stream().map(this::foreign).collect(Collectors.joining()));
    }

    private String headers() {
        String accesses = options.bounds() == BoundsMode.GUARD ? "guarded.h" : "explicit.h";
        List<String> names = new ArrayList<>(List.of("guest.h", architecture, "wasm.h", accesses, "accesses.h"));
        if (module.module().uses().contains(Use.VECTORS)) {
            names.addAll(List.of("simd.h", "simd_" + architecture));
        }
        if (!module.module().furtherMemories().isEmpty()) {
            names.add("memories.h");
        }
        if (module.module().uses().contains(Use.ATOMICS)
                || module.module().uses().contains(Use.WAITS)) {
            names.add("atomics.h");
        }
        if (module.module().uses().contains(Use.WAITS)) {
            names.add("waits.h");
        }
        return names.stream().map(inclusion::of).collect(Collectors.joining());
    }

    private String exceptions() {
        if (!module.exceptions().areCaught()) {
            return "";
        }
        String places = module.exceptions().areReferred()
                ? PLACES.fill("places", module.exceptions().places())
                : "";
        return places + inclusion.of("exceptions.h");
    }

    private String structures() {
        StringBuilder text = new StringBuilder();
        types.structures()
                .forEach((results, number) ->
                        text.append(STRUCTURE.fill("number", number, "members", members(results))));
        return text.toString();
    }

    private static String members(List<WasmType> results) {
        return IntStream.range(0, results.size())
                .mapToObj(i -> CType.of(results.get(i)).name() + " v_" + i + "; ")
                .collect(Collectors.joining());
    }

    private String types() {
        StringBuilder text = new StringBuilder();
        types.signatures()
                .forEach((signature, number) -> text.append(TYPE.fill(
                        "result",
                        types.result(signature.results()),
                        "number",
                        number,
                        "parameters",
                        signature.parameters().stream()
                                .map(type -> ", " + CType.of(type).name())
                                .collect(Collectors.joining()),
                        "value",
                        value(signature, number))));
        return text.toString();
    }

    /** What a signature is compared by. */
    private static String value(Signature signature, int number) {
        return signature.isPacked()
                ? Long.toUnsignedString(signature.packed()) + "ull"
                : "(u64)(uintptr_t)signature_" + number;
    }

    private String hostcall(WasmModule.Function function) {
        Signature signature = function.signature();
        return HOSTCALL.fill(
                "prototype",
                prototypes.of(signature, "fn_" + function.index()),
                "stores",
                Slots.storeParameters(signature),
                "index",
                function.index(),
                "return",
                Slots.returnResults(signature, types));
    }

    private String foreign(Signature signature) {
        return FOREIGN.fill(
                "prototype",
                prototypes.withCallee(signature, "foreign_" + types.number(signature)),
                "stores",
                Slots.storeParameters(signature),
                "return",
                Slots.returnResults(signature, types));
    }
}
