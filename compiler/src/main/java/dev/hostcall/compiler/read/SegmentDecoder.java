package dev.hostcall.compiler.read;

import dev.hostcall.compiler.read.WasmModule.Data;
import dev.hostcall.compiler.read.WasmModule.Elements;
import dev.hostcall.compiler.read.WasmModule.Mode;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The sections of element and data segments. */
final class SegmentDecoder {
    /** Bits of an element segment's flags. */
    private static final int NOT_ACTIVE = 1;

    private static final int NAMED = 2;
    private static final int EXPRESSIONS = 4;
    private static final int ALL_FLAGS = 7;

    private static final int ACTIVE_DATA = 0;
    private static final int PASSIVE_DATA = 1;
    private static final int ACTIVE_DATA_OF_MEMORY = 2;

    private final Input in;
    private final Declarations module;
    private final ConstantChecker constants;

    SegmentDecoder(Input in, Declarations module, ConstantChecker constants) {
        this.in = in;
        this.module = module;
        this.constants = constants;
    }

    void readElements() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.at("element segment", i);
            module.elements.add(readElements(i));
        }
    }

    private Elements readElements(int index) {
        int begin = in.position();
        long flags = in.u32();
        if (flags > ALL_FLAGS) {
            throw in.malformed("malformed elements segment kind", begin);
        }
        boolean active = (flags & NOT_ACTIVE) == 0;
        boolean named = (flags & NAMED) != 0;
        boolean expressions = (flags & EXPRESSIONS) != 0;
        int table = 0;
        Optional<Expression> offset = Optional.empty();
        if (active) {
            int at = in.position();
            table = Declarations.checked(in, "table", named ? in.u32() : 0, module.tables.size(), at);
            offset = Optional.of(constants.read(module.tables.get(table).address()));
        }
        Type type = active && !named ? expressions ? Type.FUNCREF : Type.FUNC_NOT_NULL : readType(expressions);
        if (active && !type.isA(module.tables.get(table).type())) {
            throw in.invalid("type mismatch: elements of " + type + " for a table of another type", begin);
        }
        module.elementTypes.add(type);
        References references = expressions ? readExpressions(type) : readFunctions();
        Mode mode = active ? Mode.ACTIVE : named ? Mode.DECLARATIVE : Mode.PASSIVE;
        return new Elements(index, mode, table, offset, references);
    }

    private Type readType(boolean expressions) {
        int begin = in.position();
        if (expressions) {
            Type type = Types.reference(in, module.types);
            Declarations.checkReferred(in, type, begin);
            return type;
        }
        if (in.byteValue() != 0) {
            throw in.malformed("malformed element kind", begin);
        }
        return Type.FUNC_NOT_NULL;
    }

    private References readExpressions(Type type) {
        int count = in.count();
        References references = new References(count);
        for (int i = 0; i < count; i++) {
            constants.readReference(type, references);
        }
        return references;
    }

    private References readFunctions() {
        int count = in.count();
        References references = new References(count);
        for (int i = 0; i < count; i++) {
            references.addFunction(module.reference(in));
        }
        return references;
    }

    void readData() {
        int begin = in.position();
        int count = in.count();
        if (module.dataCount.isPresent() && module.dataCount.get() != count) {
            throw in.malformed("data count and data section have inconsistent lengths", begin);
        }
        for (int i = 0; i < count; i++) {
            in.at("data segment", i);
            module.data.add(readData(i));
        }
    }

    private Data readData(int index) {
        int begin = in.position();
        long kind = in.u32();
        if (kind > ACTIVE_DATA_OF_MEMORY) {
            throw in.malformed("malformed data segment kind", begin);
        }
        int memory = 0;
        Optional<Expression> offset = Optional.empty();
        if (kind != PASSIVE_DATA) {
            int at = in.position();
            WasmModule.Memory into = module.memory(in, kind == ACTIVE_DATA ? 0 : in.u32(), at);
            memory = into.index();
            offset = Optional.of(constants.read(into.address()));
        }
        int length = in.length();
        ByteBuffer bytes =
                ByteBuffer.wrap(in.bytes(), in.position(), length).slice().asReadOnlyBuffer();
        in.skip(length);
        return new Data(index, kind == PASSIVE_DATA ? Mode.PASSIVE : Mode.ACTIVE, memory, offset, bytes);
    }
}
