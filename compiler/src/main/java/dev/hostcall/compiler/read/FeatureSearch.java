package dev.hostcall.compiler.read;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a module uses beyond WebAssembly 1.0, by the names of the proposals that brought it. */
public final class FeatureSearch {
    private static final String BULK_MEMORY = "bulk memory operations";
    private static final String EXCEPTIONS = "exception handling";
    private static final String EXTENDED_CONSTANTS = "extended constant expressions";
    private static final String LEGACY_EXCEPTIONS = "legacy exception handling";
    private static final String MEMORY64 = "64-bit memories and tables";
    private static final String MULTIPLE_MEMORIES = "multiple memories";
    private static final String MULTIPLE_VALUES = "multiple values";
    private static final String MUTABLE_GLOBALS = "import and export of mutable globals";
    private static final String REFERENCE_TYPES = "reference types";
    private static final String RELAXED_SIMD = "relaxed SIMD";
    private static final String SATURATING = "saturating float-to-int conversions";
    private static final String SIGN_EXTENSION = "sign extension operators";
    private static final String SIMD = "fixed-width SIMD";
    private static final String TAIL_CALLS = "tail calls";
    private static final String THREADS = "threads";
    private static final String TYPED_REFERENCES = "typed function references";
    private static final String WIDE_ARITHMETIC = "wide arithmetic";

    private final WasmModule module;
    private final Set<String> found = new TreeSet<>();

    private FeatureSearch(WasmModule module) {
        this.module = module;
    }

    /** All that a module uses, in alphabetical order. */
    public static List<String> in(WasmModule module) {
        FeatureSearch search = new FeatureSearch(module);
        search.searchTypes();
        search.searchTables();
        search.searchMemoriesAndSegments();
        search.searchGlobals();
        search.searchCode();
        search.searchTags();
        return List.copyOf(search.found);
    }

    private void note(boolean used, String feature) {
        if (used) {
            found.add(feature);
        }
    }

    private void searchTypes() {
        for (Signature type : module.types()) {
            search(type);
        }
    }

    /** Tags are of both forms. */
    private void searchTags() {
        note(!module.tags().isEmpty() && !found.contains(LEGACY_EXCEPTIONS), EXCEPTIONS);
    }

    private void search(Signature type) {
        note(type.gives().size() > 1, MULTIPLE_VALUES);
        type.takes().forEach(this::search);
        type.gives().forEach(this::search);
    }

    private void search(Type type) {
        note(type.equals(Type.V128), SIMD);
        note(type.isReference(), type.heap() == Type.EXN ? EXCEPTIONS : REFERENCE_TYPES);
        searchReference(type);
    }

    /** A table of any functions is one of 1.0's. */
    private void searchReference(Type type) {
        note(type.isPrecise(), TYPED_REFERENCES);
    }

    private void searchTables() {
        note(module.tables().size() > 1, REFERENCE_TYPES);
        for (WasmModule.Table table : module.tables()) {
            note(!table.type().equals(Type.FUNCREF), REFERENCE_TYPES);
            note(table.address().isWide(), MEMORY64);
            note(table.initial().isPresent(), TYPED_REFERENCES);
            searchReference(table.type());
            search(table.initial());
        }
    }

    private void searchMemoriesAndSegments() {
        note(module.memories().size() > 1, MULTIPLE_MEMORIES);
        module.memories().forEach(memory -> {
            note(memory.address().isWide(), MEMORY64);
            note(memory.shared(), THREADS);
        });
        for (WasmModule.Data data : module.data()) {
            note(data.mode() == WasmModule.Mode.PASSIVE, BULK_MEMORY);
            search(data.offset());
        }
        for (WasmModule.Elements elements : module.elements()) {
            note(elements.mode() == WasmModule.Mode.PASSIVE, BULK_MEMORY);
            note(elements.mode() == WasmModule.Mode.DECLARATIVE, REFERENCE_TYPES);
            search(elements.offset());
        }
    }

    private void searchGlobals() {
        for (WasmModule.Global global : module.globals()) {
            search(global.type());
            search(global.initial());
            note(global.mutable() && global.imported().isPresent(), MUTABLE_GLOBALS);
        }
        module.exports(WasmModule.Kind.GLOBAL)
                .forEach(export -> note(module.globals().get(export.index()).mutable(), MUTABLE_GLOBALS));
    }

    private void search(Optional<Expression> constant) {
        constant.ifPresent(expression -> {
            for (Instructions in = expression.instructions(); in.next(); ) {
                switch (in.opcode()) {
                    case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> found.add(EXTENDED_CONSTANTS);
                    default -> search(in);
                }
            }
        });
    }

    private void searchCode() {
        module.functions().stream()
                .flatMap(function -> function.body().stream())
                .forEach(body -> {
                    body.locals().stream().distinct().forEach(local -> search(Type.of(local)));
                    for (Instructions in = body.instructions(); in.next(); ) {
                        search(in);
                    }
                });
    }

    private void search(Instructions in) {
        switch (in.opcode()) {
            case BLOCK, LOOP, IF -> searchBlock(in.signature());
            case TRY -> {
                found.add(LEGACY_EXCEPTIONS);
                searchBlock(in.signature());
            }
            case TRY_TABLE -> {
                found.add(EXCEPTIONS);
                searchBlock(in.signature());
            }
            case THROW_REF -> found.add(EXCEPTIONS);
            case CATCH, CATCH_ALL, DELEGATE, RETHROW -> found.add(LEGACY_EXCEPTIONS);
            case RETURN_CALL, RETURN_CALL_INDIRECT -> found.add(TAIL_CALLS);
            case RETURN_CALL_REF -> {
                found.add(TAIL_CALLS);
                found.add(TYPED_REFERENCES);
            }
            case CALL_REF, REF_AS_NON_NULL, BR_ON_NULL, BR_ON_NON_NULL -> found.add(TYPED_REFERENCES);
            case I32_EXTEND_8_S, I32_EXTEND_16_S, I64_EXTEND_8_S, I64_EXTEND_16_S, I64_EXTEND_32_S ->
                found.add(SIGN_EXTENSION);
            case SELECT_T, REF_NULL, REF_IS_NULL, REF_FUNC, TABLE_GET, TABLE_SET, TABLE_GROW, TABLE_SIZE, TABLE_FILL ->
                found.add(REFERENCE_TYPES);
            case MEMORY_INIT, DATA_DROP, MEMORY_COPY, MEMORY_FILL, TABLE_INIT, ELEM_DROP, TABLE_COPY ->
                found.add(BULK_MEMORY);
            case I32_TRUNC_SAT_F32_S,
                    I32_TRUNC_SAT_F32_U,
                    I32_TRUNC_SAT_F64_S,
                    I32_TRUNC_SAT_F64_U,
                    I64_TRUNC_SAT_F32_S,
                    I64_TRUNC_SAT_F32_U,
                    I64_TRUNC_SAT_F64_S,
                    I64_TRUNC_SAT_F64_U -> found.add(SATURATING);
            case I64_ADD128, I64_SUB128, I64_MUL_WIDE_S, I64_MUL_WIDE_U -> found.add(WIDE_ARITHMETIC);
            case VECTOR -> found.add(in.vector().text().contains("relaxed") ? RELAXED_SIMD : SIMD);
            case ATOMIC -> found.add(THREADS);
            default -> {}
        }
    }

    private void searchBlock(Signature type) {
        note(!type.takes().isEmpty() || type.gives().size() > 1, MULTIPLE_VALUES);
        search(type);
    }
}
