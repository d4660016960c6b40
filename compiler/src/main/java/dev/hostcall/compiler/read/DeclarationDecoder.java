package dev.hostcall.compiler.read;

import dev.hostcall.compiler.read.WasmModule.Export;
import dev.hostcall.compiler.read.WasmModule.Global;
import dev.hostcall.compiler.read.WasmModule.Import;
import dev.hostcall.compiler.read.WasmModule.Kind;
import dev.hostcall.compiler.read.WasmModule.Memory;
import dev.hostcall.compiler.read.WasmModule.Table;
import dev.hostcall.compiler.read.WasmModule.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sections that declare: types, imports, functions, tables, memories, globals, exports and the start function. */
final class DeclarationDecoder {
    private static final int FUNCTION_TYPE = 0x60;
    private static final int STRUCT = 0x5F;
    private static final int ARRAY = 0x5E;
    private static final int SUB = 0x50;
    private static final int SUB_FINAL = 0x4F;
    private static final int RECURSION_GROUP = 0x4E;
    private static final int TABLE_WITH_INITIALIZER = 0x40;

    private static final int FUNCTION = 0;
    private static final int TABLE = 1;
    private static final int MEMORY = 2;
    private static final int GLOBAL = 3;
    private static final int TAG = 4;

    /** What a call keeps in slots, and a C compiler in registers and on its stack. */
    private static final int MOST_PARAMETERS = 1_000;

    /** Each takes address space for its largest size. */
    private static final int MOST_MEMORIES = 100;

    private final Input in;
    private final Declarations module;
    private final ConstantChecker constants;

    DeclarationDecoder(Input in, Declarations module, ConstantChecker constants) {
        this.in = in;
        this.module = module;
        this.constants = constants;
    }

    void readTypes() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.at("type", i);
            int begin = in.position();
            module.types.begin();
            module.types.add(in, readType(), begin);
        }
    }

    private Signature readType() {
        int begin = in.position();
        int form = in.byteValue();
        switch (form) {
            case FUNCTION_TYPE -> {
                List<Type> parameters = readValueTypes("parameters");
                return new Signature(parameters, readValueTypes("results"));
            }
            case STRUCT -> throw in.unsupported(Feature.GARBAGE_COLLECTION, "struct", begin);
            case ARRAY -> throw in.unsupported(Feature.GARBAGE_COLLECTION, "array", begin);
            case SUB, SUB_FINAL -> throw in.unsupported(Feature.GARBAGE_COLLECTION, "sub", begin);
            case RECURSION_GROUP -> throw in.unsupported(Feature.GARBAGE_COLLECTION, "rec", begin);
            default -> throw in.malformed("malformed definition type", begin);
        }
    }

    private List<Type> readValueTypes(String unit) {
        int begin = in.position();
        int count = in.count();
        in.limit(count, MOST_PARAMETERS, unit, begin);
        List<Type> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(Types.value(in, module.types));
        }
        int slots = types.stream().mapToInt(type -> type.erased().slots()).sum();
        in.limit(slots, MOST_PARAMETERS, unit + ", of which a v128 counts as two", begin);
        return types;
    }

    void readImports() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.at("import", i);
            Import from = new Import(in.name(), in.name());
            readImport(from);
        }
    }

    private void readImport(Import from) {
        int begin = in.position();
        switch (in.byteValue()) {
            case FUNCTION -> {
                Signature signature = readTypeIndex();
                Declarations.checkReferred(in, signature, begin);
                module.functions.add(signature);
                module.importedFunctions.add(from);
            }
            case TABLE -> {
                Type type = Types.reference(in, module.types);
                addTable(type, SizeRange.ofTable(in), Optional.of(from), Optional.empty());
            }
            case MEMORY -> addMemory(begin, Optional.of(from));
            case GLOBAL -> {
                Type type = Types.value(in, module.types);
                Declarations.checkReferred(in, type, begin);
                addGlobal(type, Types.mutable(in), Optional.of(from), Optional.empty());
            }
            case TAG -> addTag(Optional.of(from));
            default -> throw in.malformed("malformed import kind", begin);
        }
    }

    private Signature readTypeIndex() {
        return module.types.get(Declarations.index(in, "type", module.types.size()));
    }

    void readFunctions() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.at("function", module.functions.size());
            module.functions.add(readTypeIndex());
        }
    }

    void readTables() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.at("table", module.tables.size());
            boolean initialized = in.peek() == TABLE_WITH_INITIALIZER;
            if (initialized) {
                in.skip(1);
                checkReserved();
            }
            int begin = in.position();
            Type type = Types.reference(in, module.types);
            SizeRange range = SizeRange.ofTable(in);
            if (!type.nullable() && !initialized) {
                throw in.invalid("type mismatch: a table of " + type + " requires an initializer", begin);
            }
            addTable(type, range, Optional.empty(), initialized ? Optional.of(constants.read(type)) : Optional.empty());
        }
    }

    private void checkReserved() {
        int begin = in.position();
        if (in.byteValue() != 0) {
            throw in.malformed("zero byte expected", begin);
        }
    }

    private void addTable(Type type, SizeRange range, Optional<Import> from, Optional<Expression> initial) {
        Declarations.checkReferred(in, type, in.position());
        module.tables.add(
                new Table(module.tables.size(), type, range.address(), range.min(), range.max(), from, initial));
    }

    void readMemories() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.at("memory", module.memories.size());
            addMemory(in.position(), Optional.empty());
        }
    }

    private void addMemory(int begin, Optional<Import> from) {
        in.limit(module.memories.size() + 1L, MOST_MEMORIES, "memories", begin);
        SizeRange range = SizeRange.ofMemory(in);
        module.memories.add(
                new Memory(module.memories.size(), range.address(), range.min(), range.max(), range.shared(), from));
    }

    void readTags() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.at("tag", module.tags.size());
            addTag(Optional.empty());
        }
    }

    private void addTag(Optional<Import> from) {
        int begin = in.position();
        if (in.byteValue() != 0) {
            throw in.malformed("malformed tag attribute", begin);
        }
        int at = in.position();
        Signature signature = readTypeIndex();
        if (!signature.gives().isEmpty()) {
            throw in.invalid("non-empty tag result type", at);
        }
        Declarations.checkReferred(in, signature, at);
        module.tags.add(new Tag(module.tags.size(), signature, from));
    }

    void readGlobals() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.at("global", module.globals.size());
            Type type = Types.value(in, module.types);
            boolean mutable = Types.mutable(in);
            addGlobal(type, mutable, Optional.empty(), Optional.of(constants.read(type)));
        }
    }

    private void addGlobal(Type type, boolean mutable, Optional<Import> from, Optional<Expression> initial) {
        module.globals.add(new Global(module.globals.size(), type, mutable, from, initial));
    }

    void readExports() {
        int count = in.count();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            in.at("export", i);
            int begin = in.position();
            String name = in.name();
            module.exports.add(readExport(name));
            if (!names.add(name)) {
                throw in.invalid("duplicate export name \"" + name + "\"", begin);
            }
        }
    }

    private Export readExport(String name) {
        int begin = in.position();
        return switch (in.byteValue()) {
            case FUNCTION -> {
                int function = module.reference(in);
                yield new Export(name, Kind.FUNCTION, function);
            }
            case TABLE -> {
                int table = Declarations.index(in, "table", module.tables.size());
                yield new Export(name, Kind.TABLE, table);
            }
            case MEMORY -> new Export(name, Kind.MEMORY, Declarations.index(in, "memory", module.memories.size()));
            case GLOBAL -> {
                int global = Declarations.index(in, "global", module.globals.size());
                Declarations.checkReferred(in, module.globals.get(global).type(), begin);
                yield new Export(name, Kind.GLOBAL, global);
            }
            case TAG -> new Export(name, Kind.TAG, Declarations.index(in, "tag", module.tags.size()));
            default -> throw in.malformed("malformed export kind", begin);
        };
    }

    void readStart() {
        int begin = in.position();
        int start = Declarations.index(in, "function", module.functions.size());
        Signature signature = module.functions.get(start);
        if (signature.slots() != 0) {
            throw in.invalid("start function " + start + " has parameters or results", begin);
        }
        module.start = Optional.of(start);
    }
}
