package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Expression;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Module.Mode;
import dev.hostcall.compiler.read.References;
import dev.hostcall.compiler.read.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The data area of an instance, {@code struct instance} in C, reached as {@code D}: globals, tables, functions that are
 * referred to, and what is left of passive segments.
 *
 * <p>What other instances can reach lives with the host, and the data area points to it: cells of mutable globals that are
 * imported or exported, and tables that are imported, exported or grown.
 */
final class InstanceLayout {
    /** Larger tables are the host's, so that a data area stays small. */
    private static final long MAX_OWN_ELEMENTS = 1 << 16;

    private final Module module;
    private final Set<Integer> exportedGlobals;
    private final Set<Integer> exportedTables;
    private final Set<Integer> grownTables = new LinkedHashSet<>();
    private final Map<Integer, Integer> references = new LinkedHashMap<>();
    private final Map<Integer, Integer> hostTables = new LinkedHashMap<>();
    private final Map<Integer, Long> dataOffsets = new HashMap<>();

    /** Lays out; {@code dataOffsets} are the places of passive data in the object. */
    InstanceLayout(Module module, DataImage data) {
        this.module = module;
        exportedGlobals = exported(Module.Kind.GLOBAL);
        exportedTables = exported(Module.Kind.TABLE);
        dataOffsets.putAll(data.offsets());
        findReferences();
        for (Module.Table table : module.tables()) {
            if (isHosts(table)) {
                hostTables.put(table.index(), hostTables.size());
            }
        }
    }

    private Set<Integer> exported(Module.Kind kind) {
        Set<Integer> indices = new LinkedHashSet<>();
        for (Module.Export export : module.exports()) {
            if (export.kind() == kind) {
                indices.add(export.index());
            }
        }
        return indices;
    }

    private void findReferences() {
        module.tables().forEach(table -> table.initial().ifPresent(this::refer));
        module.globals().forEach(global -> global.initial().ifPresent(this::refer));
        module.elements().forEach(segment -> refer(segment.references()));
        for (Module.Function function : module.functions()) {
            function.body().ifPresent(body -> refer(body.instructions()));
        }
    }

    private void refer(Expression expression) {
        refer(expression.instructions());
    }

    private void refer(Instructions instruction) {
        while (instruction.next()) {
            switch (instruction.opcode()) {
                case REF_FUNC -> refer(instruction.index());
                case TABLE_GROW -> grownTables.add(instruction.index());
                default -> {}
            }
        }
    }

    private void refer(References segment) {
        for (int i = 0; i < segment.size(); i++) {
            if (segment.isFunction(i)) {
                refer(segment.index(i));
            }
        }
    }

    private void refer(int function) {
        references.putIfAbsent(function, references.size());
    }

    private boolean isHosts(Module.Table table) {
        return table.imported().isPresent()
                || exportedTables.contains(table.index())
                || grownTables.contains(table.index())
                || table.min() > MAX_OWN_ELEMENTS;
    }

    /** Whether the data area holds the address of the global's cell instead of its value. */
    boolean isCell(Module.Global global) {
        return global.mutable() && (global.imported().isPresent() || exportedGlobals.contains(global.index()));
    }

    /** Imported and exported globals, of which the descriptor tells. */
    List<Module.Global> visibleGlobals() {
        return module.globals().stream()
                .filter(global -> global.imported().isPresent() || exportedGlobals.contains(global.index()))
                .toList();
    }

    /** The tables the host owns, in the order of the descriptor. */
    List<Module.Table> hostTables() {
        return hostTables.keySet().stream().map(module.tables()::get).toList();
    }

    /** The functions that references exist to, in the order of {@code D->functions}. */
    List<Integer> references() {
        return new ArrayList<>(references.keySet());
    }

    /** Whether a reference may belong to another instance. */
    boolean meetsForeignFunctions() {
        return module.tables().stream()
                        .anyMatch(table -> table.type() == Type.FUNCREF
                                && (table.imported().isPresent() || exportedTables.contains(table.index())))
                || visibleGlobals().stream().anyMatch(global -> global.type() == Type.FUNCREF)
                || module.functions().stream()
                        .filter(function -> function.imported().isPresent() || isExported(function))
                        .map(Module.Function::signature)
                        .anyMatch(signature -> signature.parameters().contains(Type.FUNCREF)
                                || signature.results().contains(Type.FUNCREF));
    }

    private boolean isExported(Module.Function function) {
        return exported(Module.Kind.FUNCTION).contains(function.index());
    }

    // ---- expressions
    // -------------------------------------------------------------------------------------------------

    /** The global, to be read or assigned. */
    String global(int index) {
        return isCell(module.globals().get(index)) ? "(*D->g_" + index + ")" : "D->g_" + index;
    }

    /** The place of a function in {@code D->functions}. */
    int position(int function) {
        return Objects.requireNonNull(references.get(function));
    }

    /** A reference to the function. */
    String reference(int function) {
        return "(u64)&D->functions[" + references.get(function) + "]";
    }

    /** The table's elements and length, two arguments. */
    String table(int index) {
        return tableElements(index) + ", " + tableLength(index);
    }

    String tableElements(int index) {
        return hostTables.containsKey(index) ? "D->t_" + index + "->elements" : "D->t_" + index;
    }

    String tableLength(int index) {
        return hostTables.containsKey(index)
                ? "TABLE_SIZE(D->t_" + index + ")"
                : module.tables().get(index).min() + "ull";
    }

    /** The place of a host's table in the descriptor. */
    int ownedTable(int index) {
        return Objects.requireNonNull(hostTables.get(index));
    }

    /** The segment's elements and length, two arguments. */
    String elements(int index) {
        return isPassive(module.elements().get(index)) ? "D->e_" + index + ", D->length_e_" + index : "(u64 *)0, 0ull";
    }

    /** The segment's bytes and length, two arguments. */
    String data(int index) {
        return module.data().get(index).mode() == Mode.PASSIVE
                ? "wasm_data + " + dataOffsets.get(index) + ", D->length_d_" + index
                : "wasm_data, 0u";
    }

    /** The statement that drops a segment; empty if it is dropped from the beginning. */
    Optional<String> dropData(int index) {
        return module.data().get(index).mode() == Mode.PASSIVE
                ? Optional.of("D->length_d_" + index + " = 0;")
                : Optional.empty();
    }

    /** The statement that drops a segment; empty if it is dropped from the beginning. */
    Optional<String> dropElements(int index) {
        return isPassive(module.elements().get(index))
                ? Optional.of("D->length_e_" + index + " = 0;")
                : Optional.empty();
    }

    static boolean isPassive(Module.Elements segment) {
        return segment.mode() == Mode.PASSIVE;
    }

    // ---- declaration
    // ---------------------------------------------------------------------------------------------------

    /** {@code struct instance} and {@code D}. Globals are volatile, so that they are exact when an access faults. */
    String declaration(int slots) {
        StringBuilder text = new StringBuilder("struct instance {\n");
        for (Module.Global global : module.globals()) {
            text.append("    volatile " + global.type().c + (isCell(global) ? " *g_" : " g_") + global.index() + ";\n");
        }
        for (Module.Table table : module.tables()) {
            text.append(
                    hostTables.containsKey(table.index())
                            ? "    struct guest_table *t_" + table.index() + ";\n"
                            : "    u64 t_" + table.index() + "[" + Math.max(1, table.min()) + "];\n");
        }
        for (Module.Elements segment : module.elements()) {
            if (isPassive(segment)) {
                text.append("    u64 e_" + segment.index() + "["
                        + Math.max(1, segment.references().size()) + "], length_e_" + segment.index() + ";\n");
            }
        }
        for (Module.Data segment : module.data()) {
            if (segment.mode() == Mode.PASSIVE) {
                text.append("    u32 length_d_" + segment.index() + ";\n");
            }
        }
        text.append("    struct guest_function functions[" + Math.max(1, references.size()) + "];\n");
        text.append("} __attribute__((aligned(16)));\n");
        text.append("#define D ((struct instance *)((char *)g - GUEST_CONTROL_SIZE - " + slots
                + " * sizeof(union guest_slot) - sizeof(struct instance)))\n");
        return text.toString();
    }
}
