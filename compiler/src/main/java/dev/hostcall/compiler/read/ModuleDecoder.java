package dev.hostcall.compiler.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a module in one pass: each section is decoded and validated as it is met, function bodies included, so that the first
 * error is the one reported. Nothing is allocated for a count before that many bytes are known to be there.
 */
public final class ModuleDecoder {
    private static final int MOST_BYTES = 256 << 20;

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
     * @throws RefusedException if it is malformed, invalid or too large, or uses a feature that is not supported
     */
    public static WasmModule decode(byte[] wasm) {
        if (wasm.length > MOST_BYTES) {
            throw new RefusedException(
                    RefusedException.Kind.LIMIT,
                    "the module has " + wasm.length + " bytes; at most " + MOST_BYTES + " are allowed",
                    0,
                    null);
        }
        return new ModuleDecoder(wasm.clone()).decode();
    }

    private WasmModule decode() {
        Sections sections = new Sections(in);
        while (sections.next()) {
            if (sections.id() != Sections.CUSTOM) {
                checkOrder(sections.id(), sections.begin());
            }
            readContent(sections.id());
            in.atNothing();
            if (!in.isAtEnd()) {
                throw in.malformed("section size mismatch", in.position());
            }
        }
        checkCounts();
        return module.module(names, in.uses());
    }

    private void checkOrder(int id, int begin) {
        if (ORDER[id] <= last) {
            throw in.malformed("unexpected content after last section, or sections out of order", begin);
        }
        last = ORDER[id];
    }

    private void readContent(int id) {
        switch (id) {
            case Sections.CUSTOM -> readCustom();
            case Sections.TYPE -> declarations.readTypes();
            case Sections.IMPORT -> declarations.readImports();
            case Sections.FUNCTION -> declarations.readFunctions();
            case Sections.TABLE -> declarations.readTables();
            case Sections.MEMORY -> declarations.readMemories();
            case Sections.TAG -> declarations.readTags();
            case Sections.GLOBAL -> declarations.readGlobals();
            case Sections.EXPORT -> declarations.readExports();
            case Sections.START -> declarations.readStart();
            case Sections.ELEMENT -> segments.readElements();
            case Sections.DATA_COUNT -> module.dataCount = Optional.of(in.u32());
            case Sections.CODE -> code.readBodies();
            case Sections.DATA -> segments.readData();
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
