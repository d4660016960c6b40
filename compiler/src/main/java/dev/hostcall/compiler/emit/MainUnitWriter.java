package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.emit.DescriptorWriter.Name;
import dev.hostcall.compiler.emit.Headers.Inclusion;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.translate.CTypes;
import dev.hostcall.compiler.translate.InstanceLayout;
import dev.hostcall.compiler.translate.ModuleScope;
import dev.hostcall.compiler.translate.Slots;
import dev.hostcall.compiler.translate.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What exists once: entries, functions by reference, initialization, the descriptor and the summary. */
final class MainUnitWriter {
    private static final String INITIALIZE = "initialize";

    private static final Template UNIT = Template.of("""
            ${header}
            ${signatures}
            ${entries}
            ${infos}
            static const struct guest_function functions[] = {
                ${functions}
                {0}};
            ${initialize}
            ${descriptor}
            static const char summary[] __attribute__((used, section("${section}"))) = ${summary};
            """);

    /** A signature's letters, at an even address as guest_same_type demands. */
    private static final Template SIGNATURE =
            Template.of("const char signature_${number}[] HIDDEN __attribute__((aligned(2))) = \"${letters}\";\n");

    /** What the runtime starts: arguments and results are in the slots. */
    private static final Template ENTRY = Template.of("""
            static void ${name}(struct guest *g) {
                guest_enter(g);
                ${callee}
                ${call}
                guest_leave(g);
            }
            """);

    private static final Template CALLEE =
            Template.of("T_${number} code = (T_${number})((struct guest_function *)guest_control(g)->callee)->code;\n");

    private static final Template INFO = Template.of("""
            static const struct wasm_function_info info_${index} = {
                {signature_${number}, entry_type_${number}, ${index}}, ${chained}};
            """);

    private static final Template FUNCTION = Template.of("{fn_${index}, TYPE_${number}, 0, &info_${index}.info},\n");

    private final ModuleScope scope;
    private final WasmModule module;
    private final InstanceLayout layout;
    private final CTypes types;
    private final CompilerOptions options;
    private final Inclusion inclusion;
    private final int slots;

    /** C functions that stand for no function of the guest. */
    private final List<String> helpers = new ArrayList<>();

    MainUnitWriter(ModuleScope scope, CompilerOptions options, Inclusion inclusion, int slots) {
        this.scope = scope;
        this.module = scope.module();
        this.layout = scope.layout();
        this.types = scope.types();
        this.options = options;
        this.inclusion = inclusion;
        this.slots = slots;
    }

    /** The unit's text, after the functions if they are part of it; {@code names} are theirs. */
    String write(List<Name> names) {
        String entries = entries() + entriesByReference();
        helpers.add(INITIALIZE);
        List<Name> all = new ArrayList<>(names);
        helpers.forEach(helper -> all.add(Name.ofHelper(helper)));
        return UNIT.fill(
                "header",
                inclusion.of("main.h"),
                "signatures",
                signatures(),
                "entries",
                entries,
                "infos",
                infos(),
                "functions",
                functions(),
                "initialize",
                new InitializerWriter(scope).write(),
                "descriptor",
                new DescriptorWriter(scope, slots).write(all),
                "section",
                Summary.SECTION,
                "summary",
                Literals.string(Summary.of(module, options)));
    }

    private String signatures() {
        StringBuilder text = new StringBuilder();
        types.signatures()
                .forEach((signature, number) ->
                        text.append(SIGNATURE.fill("number", number, "letters", signature.letters())));
        return text.toString();
    }

    /** For what is exported, and the start function. */
    private String entries() {
        Set<Integer> entered = new LinkedHashSet<>();
        module.exports(WasmModule.Kind.FUNCTION).forEach(export -> entered.add(export.index()));
        module.start().ifPresent(entered::add);
        return entered.stream()
                .map(index -> entry("entry_" + index, "", signature(index), "fn_" + index))
                .collect(Collectors.joining());
    }

    /** For functions by reference, one for each type. */
    private String entriesByReference() {
        Map<Integer, Signature> used = new TreeMap<>();
        layout.references().forEach(index -> used.put(types.number(signature(index)), signature(index)));
        StringBuilder text = new StringBuilder();
        used.forEach((number, signature) ->
                text.append(entry("entry_type_" + number, CALLEE.fill("number", number), signature, "code")));
        return text.toString();
    }

    private String entry(String name, String callee, Signature signature, String function) {
        helpers.add(name);
        String between = scope.exceptions().areCaught() ? "WASM_ENTRY_THROWN;\n" : "";
        return ENTRY.fill(
                "name", name, "callee", callee, "call", Slots.callFromSlots(signature, function, between, types));
    }

    private String infos() {
        return layout.references().stream()
                .map(index -> INFO.fill(
                        "index",
                        index,
                        "number",
                        types.number(signature(index)),
                        "chained",
                        scope.chains().isChained(index) ? "tail_" + index : "0"))
                .collect(Collectors.joining());
    }

    private String functions() {
        return layout.references().stream()
                .map(index -> FUNCTION.fill("index", index, "number", types.number(signature(index))))
                .collect(Collectors.joining());
    }

    private Signature signature(int function) {
        return module.functions().get(function).signature();
    }
}
