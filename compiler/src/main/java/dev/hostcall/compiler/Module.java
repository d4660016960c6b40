package dev.hostcall.compiler;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.Instruction;

/**
 * A validated module within what we support, with each index space in one list, imports first.
 *
 * @param types the block and function types by type index
 * @param memory the one linear memory, if there is one
 * @param start the index of the start function
 */
record Module(
        List<Signature> types,
        List<Function> functions,
        List<Table> tables,
        Optional<Memory> memory,
        List<Global> globals,
        List<Export> exports,
        List<Elements> elements,
        List<Data> data,
        Optional<Integer> start) {

    /** Where an import comes from. */
    record Import(String module, String name) {}

    /**
     * A function: imported, or with a body.
     *
     * @param name for backtraces: from the name section, else of an export or import, else empty
     */
    record Function(
            int index, Signature signature, Optional<Import> imported, Optional<FunctionBody> body, String name) {}

    /** A table; {@code initial} is a constant expression. */
    record Table(
            int index, Type type, long min, long max, Optional<Import> imported, List<? extends Instruction> initial) {}

    /** Linear memory, sizes in pages. */
    record Memory(long min, long max, Optional<Import> imported) {}

    /** A global; {@code initial} is a constant expression, empty for an import. */
    record Global(
            int index, Type type, boolean mutable, Optional<Import> imported, List<? extends Instruction> initial) {}

    /** When a segment is used. */
    enum Mode {
        /** Copied when the module is instantiated, then dropped. */
        ACTIVE,
        /** Copied by instructions. */
        PASSIVE,
        /** Only declares functions for {@code ref.func}. */
        DECLARATIVE
    }

    /** An element segment; {@code table} and {@code offset} are meant for active ones. */
    record Elements(
            int index,
            Mode mode,
            int table,
            List<? extends Instruction> offset,
            List<? extends List<? extends Instruction>> initializers) {}

    /** A data segment; {@code offset} is meant for active ones, {@code bytes} is read only. */
    record Data(int index, Mode mode, List<? extends Instruction> offset, ByteBuffer bytes) {}
}
