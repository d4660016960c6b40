package dev.hostcall.compiler.read;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A validated module within what we support, with each index space in one list, imports first.
 *
 * @param types the block and function types by type index
 * @param start the index of the start function
 * @param uses what is in it
 */
public record WasmModule(
        List<Signature> types,
        List<Function> functions,
        List<Table> tables,
        List<Tag> tags,
        List<Memory> memories,
        List<Global> globals,
        List<Export> exports,
        List<Elements> elements,
        List<Data> data,
        Optional<Integer> start,
        Set<Use> uses) {

    /** The memory that an instance lies before, if there is one. */
    public Optional<Memory> memory() {
        return memories.stream().findFirst();
    }

    /** All others. */
    public List<Memory> furtherMemories() {
        return memories.subList(Math.min(1, memories.size()), memories.size());
    }

    /** A type in the guest descriptor's notation. */
    public String text(Type type) {
        return type.text(heap -> types.get(heap).reference());
    }

    /** The exports of a kind. */
    public List<Export> exports(Kind kind) {
        return exports.stream().filter(export -> export.kind() == kind).toList();
    }

    /** Where an import comes from. */
    public record Import(String module, String name) {}

    /**
     * A function: imported, or with a body.
     *
     * @param name for backtraces: from the name section, else of an export or import, else empty
     */
    public record Function(
            int index, Signature signature, Optional<Import> imported, Optional<Code> body, String name) {}

    /** A table, with indices of type {@code address}; {@code initial} is a constant expression, empty where elements are null at first. */
    public record Table(
            int index,
            Type type,
            Type address,
            long min,
            long max,
            Optional<Import> imported,
            Optional<Expression> initial) {}

    /** What exceptions are told apart by; their values are the signature's parameters. */
    public record Tag(int index, Signature signature, Optional<Import> imported) {}

    /** Linear memory with addresses of type {@code address}, sizes in pages; {@code shared}: that threads share, as it says. */
    public record Memory(int index, Type address, long min, long max, boolean shared, Optional<Import> imported) {}

    /** A global; {@code initial} is a constant expression, empty for an import. */
    public record Global(
            int index, Type type, boolean mutable, Optional<Import> imported, Optional<Expression> initial) {}

    /** What an export can be. */
    public enum Kind {
        FUNCTION,
        TABLE,
        MEMORY,
        GLOBAL,
        TAG
    }

    /** What other modules and the host may use: the index is of the kind's space. */
    public record Export(String name, Kind kind, int index) {}

    /** When a segment is used. */
    public enum Mode {
        /** Copied when the module is instantiated, then dropped. */
        ACTIVE,
        /** Copied by instructions. */
        PASSIVE,
        /** Only declares functions for {@code ref.func}. */
        DECLARATIVE
    }

    /** An element segment; {@code table} and {@code offset} are meant for active ones. */
    public record Elements(int index, Mode mode, int table, Optional<Expression> offset, References references) {}

    /** A data segment; {@code memory} and {@code offset} are meant for active ones, {@code bytes} is read only. */
    public record Data(int index, Mode mode, int memory, Optional<Expression> offset, ByteBuffer bytes) {}
}
