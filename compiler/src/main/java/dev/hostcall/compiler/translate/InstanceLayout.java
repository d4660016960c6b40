package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Expression;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.References;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.read.WasmModule.Mode;
import java.util.ArrayList;
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
 * <p>What other instances can reach is owned by the host, and the data area points to it: cells of mutable globals that are
 * imported or exported, and tables that are imported, exported or grown.
 */
public final class InstanceLayout {
    /** Larger tables are the host's, so that a data area stays small. */
    private static final long MAX_OWN_ELEMENTS = 1 << 16;

    /** A reference to nothing. */
    public static final String NULL_REFERENCE = "0ull";

    private final WasmModule module;
    private final Set<Integer> exportedGlobals;
    private final Set<Integer> exportedTables;
    private final boolean meetsForeignFunctions;
    private final Set<Integer> grownTables = new LinkedHashSet<>();
    private final Map<Integer, Integer> references = new LinkedHashMap<>();
    private final Map<Integer, Integer> hostTables = new LinkedHashMap<>();
    private final DataImage image;

    /** Lays out; {@code image} says where passive data lie in the object. */
    InstanceLayout(WasmModule module, DataImage image) {
        this.module = module;
        this.image = image;
        exportedGlobals = exported(WasmModule.Kind.GLOBAL);
        exportedTables = exported(WasmModule.Kind.TABLE);
        meetsForeignFunctions = isGivenFunctions();
        findReferences();
        for (WasmModule.Table table : module.tables()) {
            if (isHosts(table)) {
                hostTables.put(table.index(), hostTables.size());
            }
        }
    }

    private Set<Integer> exported(WasmModule.Kind kind) {
        Set<Integer> indices = new LinkedHashSet<>();
        for (WasmModule.Export export : module.exports()) {
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
        for (WasmModule.Function function : module.functions()) {
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

    /** Whether the host owns the table. */
    public boolean isHosts(WasmModule.Table table) {
        return table.imported().isPresent()
                || exportedTables.contains(table.index())
                || grownTables.contains(table.index())
                || table.min() > MAX_OWN_ELEMENTS;
    }

    /** Whether the data area holds the address of the global's cell instead of its value. */
    public boolean isCell(WasmModule.Global global) {
        return global.mutable() && (global.imported().isPresent() || exportedGlobals.contains(global.index()));
    }

    /** Imported and exported globals, which the descriptor lists. */
    public List<WasmModule.Global> visibleGlobals() {
        return module.globals().stream()
                .filter(global -> global.imported().isPresent() || exportedGlobals.contains(global.index()))
                .toList();
    }

    /** The tables the host owns, in the order of the descriptor. */
    public List<WasmModule.Table> hostTables() {
        return hostTables.keySet().stream().map(module.tables()::get).toList();
    }

    /** The functions that are referred to, in the order of {@code D->functions}. */
    public List<Integer> references() {
        return new ArrayList<>(references.keySet());
    }

    /** Whether a reference may belong to another instance. */
    boolean meetsForeignFunctions() {
        return meetsForeignFunctions;
    }

    /** Looked up once, as every indirect call asks and a program may export thousands of functions. */
    private boolean isGivenFunctions() {
        Set<Integer> exportedFunctions = exported(WasmModule.Kind.FUNCTION);
        return module.tables().stream()
                        .anyMatch(table -> table.type().erased() == WasmType.FUNCREF
                                && (table.imported().isPresent() || exportedTables.contains(table.index())))
                || visibleGlobals().stream().anyMatch(global -> global.type().erased() == WasmType.FUNCREF)
                || module.tags().stream()
                        .anyMatch(tag -> tag.signature().parameters().contains(WasmType.FUNCREF))
                || module.functions().stream()
                        .filter(function ->
                                function.imported().isPresent() || exportedFunctions.contains(function.index()))
                        .map(WasmModule.Function::signature)
                        .anyMatch(signature -> signature.parameters().contains(WasmType.FUNCREF)
                                || signature.results().contains(WasmType.FUNCREF));
    }

    // ---- expressions

    /** The global, to be read or assigned. */
    public String global(int index) {
        return isCell(module.globals().get(index)) ? "(*D->g_" + index + ")" : "D->g_" + index;
    }

    /** The place of a function in {@code D->functions}. */
    public int position(int function) {
        return Objects.requireNonNull(references.get(function));
    }

    /** A reference to the function. */
    public String reference(int function) {
        return "(u64)&D->functions[" + references.get(function) + "]";
    }

    /** A memory's base and size, two arguments. */
    public static String memory(int index) {
        return index == 0 ? "(char *)g, MEMORY_SIZE" : "D->m_" + index + "->base, SIZE_OF(D->m_" + index + ")";
    }

    /** The table's elements and length, two arguments. */
    public String table(int index) {
        return tableElements(index) + ", " + tableLength(index);
    }

    /** The address of the table's elements. */
    public String tableElements(int index) {
        return hostTables.containsKey(index) ? "D->t_" + index + "->elements" : "D->t_" + index;
    }

    /** How many elements the table has. */
    public String tableLength(int index) {
        return hostTables.containsKey(index)
                ? "TABLE_SIZE(D->t_" + index + ")"
                : module.tables().get(index).min() + "ull";
    }

    /** The place of a host's table in the descriptor. */
    public int ownedTable(int index) {
        return Objects.requireNonNull(hostTables.get(index));
    }

    /** The segment's elements and length, two arguments. */
    String elements(int index) {
        return isPassive(module.elements().get(index)) ? "D->e_" + index + ", D->length_e_" + index : "(u64 *)0, 0ull";
    }

    /** The segment's bytes and length, two arguments. */
    String data(int index) {
        WasmModule.Data segment = module.data().get(index);
        return segment.mode() == Mode.PASSIVE
                ? "wasm_data + " + image.offset(segment) + ", D->length_d_" + index
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

    /** Whether instructions copy the segment. */
    public static boolean isPassive(WasmModule.Elements segment) {
        return segment.mode() == Mode.PASSIVE;
    }
}
