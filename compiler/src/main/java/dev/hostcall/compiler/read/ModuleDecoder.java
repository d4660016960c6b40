package dev.hostcall.compiler.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a module in one pass: each section is decoded and validated as it is met, function bodies included, so that what is
 * wrong first is what is told. Nothing is allocated for a count before so many bytes are known to be there.
 */
public final class ModuleDecoder {
    private static final int MAGIC = 0x6D736100;
    private static final int VERSION = 1;

    private static final int CUSTOM = 0;
    private static final int TYPE = 1;
    private static final int IMPORT = 2;
    private static final int FUNCTION = 3;
    private static final int TABLE = 4;
    private static final int MEMORY = 5;
    private static final int GLOBAL = 6;
    private static final int EXPORT = 7;
    private static final int START = 8;
    private static final int ELEMENT = 9;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int DATA_COUNT = 12;
    private static final int TAG = 13;

    /** The place of each section, by its id, in the order in which sections must come. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

    private final Input in;
    private final Declarations module = new Declarations();
    private final DeclarationDecoder declarations;
    private final SegmentDecoder segments;
    private final CodeDecoder code;
    private final Map<Integer, String> names = new HashMap<>();
    private int last;

    private ModuleDecoder(byte[] bytes) {
        in = new Input(bytes, 0, bytes.length);
        ConstantChecker constants = new ConstantChecker(in, module);
        declarations = new DeclarationDecoder(in, module, constants);
        segments = new SegmentDecoder(in, module, constants);
        code = new CodeDecoder(in, module);
    }

    /**
     * Reads a module. Its code stays in the bytes, which are copied.
     *
     * @throws RefusedException if it is malformed, invalid, larger than what is taken, or uses a feature that is not
     */
    public static Module decode(byte[] wasm) {
        return new ModuleDecoder(wasm.clone()).decode();
    }

    private Module decode() {
        readHeader();
        int size = in.end();
        while (!in.isAtEnd()) {
            readSection();
            in.endAt(size);
        }
        in.atNothing();
        checkCounts();
        return module.module(names);
    }

    private void readHeader() {
        if (in.remaining() < Integer.BYTES || in.fixed(Integer.BYTES) != MAGIC) {
            throw in.malformed("magic header not detected", 0);
        }
        if (in.remaining() < Integer.BYTES || in.fixed(Integer.BYTES) != VERSION) {
            throw in.malformed("unknown binary version", Integer.BYTES);
        }
    }

    private void readSection() {
        in.atNothing();
        int begin = in.position();
        int id = in.byteValue();
        if (id >= ORDER.length) {
            throw in.malformed("malformed section id " + id, begin);
        }
        int length = in.length();
        int end = in.position() + length;
        if (id != CUSTOM) {
            checkOrder(id, begin);
        }
        in.endAt(end);
        readContent(id);
        in.atNothing();
        if (in.position() != end) {
            throw in.malformed("section size mismatch", in.position());
        }
    }

    private void checkOrder(int id, int begin) {
        if (ORDER[id] <= last) {
            throw in.malformed("unexpected content after last section, or sections out of order", begin);
        }
        last = ORDER[id];
    }

    private void readContent(int id) {
        switch (id) {
            case CUSTOM -> readCustom();
            case TYPE -> declarations.readTypes();
            case IMPORT -> declarations.readImports();
            case FUNCTION -> declarations.readFunctions();
            case TABLE -> declarations.readTables();
            case MEMORY -> declarations.readMemories();
            case TAG -> declarations.readTags();
            case GLOBAL -> declarations.readGlobals();
            case EXPORT -> declarations.readExports();
            case START -> declarations.readStart();
            case ELEMENT -> segments.readElements();
            case DATA_COUNT -> module.dataCount = Optional.of(in.u32());
            case CODE -> code.readBodies();
            case DATA -> segments.readData();
            default -> throw new IllegalStateException("no section has the id " + id);
        }
    }

    private void readCustom() {
        if (in.name().equals("name")) {
            NameSection.read(new Input(in.bytes(), in.position(), in.end()), names);
        }
        in.skip(in.remaining());
    }

    /** Where the sections for them are missing, functions lack bodies and counted data are not there. */
    private void checkCounts() {
        if (module.code.size() != module.definedFunctions()) {
            throw in.malformed("function and code section have inconsistent lengths", in.position());
        }
        if (module.dataCount.isPresent() && module.dataCount.get() != module.data.size()) {
            throw in.malformed("data count and data section have inconsistent lengths", in.position());
        }
    }
}
