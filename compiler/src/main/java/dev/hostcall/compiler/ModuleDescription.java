package dev.hostcall.compiler;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is in a module.
 *
 * @param sections in their order
 * @param imports in their order, functions first, then tables, memories, globals and tags
 * @param exports in their order
 * @param functions how many functions have a body
 * @param tables the types of all tables, imported ones first
 * @param memories the types of all memories, imported ones first
 * @param globals the types of all globals, imported ones first
 * @param start the index of the start function, if there is one
 * @param features what the module uses beyond WebAssembly 1.0, by the names of the proposals
 */
public record ModuleDescription(
        List<Section> sections,
        List<Import> imports,
        List<Export> exports,
        int functions,
        List<ExternType.OfTable> tables,
        List<ExternType.OfMemory> memories,
        List<ExternType.OfGlobal> globals,
        Optional<Integer> start,
        List<String> features) {

    /** Copies the lists. */
    public ModuleDescription {
        sections = List.copyOf(Objects.requireNonNull(sections, "sections"));
        imports = List.copyOf(Objects.requireNonNull(imports, "imports"));
        exports = List.copyOf(Objects.requireNonNull(exports, "exports"));
        tables = List.copyOf(Objects.requireNonNull(tables, "tables"));
        memories = List.copyOf(Objects.requireNonNull(memories, "memories"));
        globals = List.copyOf(Objects.requireNonNull(globals, "globals"));
        Objects.requireNonNull(start, "start");
        features = List.copyOf(Objects.requireNonNull(features, "features"));
    }

    /**
     * A section.
     *
     * @param name the specification's word for it; of a custom section the name in the module
     * @param custom whether it is a custom section
     * @param offset where its contents begin in the module's bytes, for a custom section behind its name
     * @param size bytes of its contents
     */
    public record Section(String name, boolean custom, int offset, int size) {
        /** Refuses null. */
        public Section {
            Objects.requireNonNull(name, "name");
        }
    }

    /** What an instance needs. */
    public record Import(String module, String name, ExternType type) {
        /** Refuses nulls. */
        public Import {
            Objects.requireNonNull(module, "module");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }

    /** What an instance offers. */
    public record Export(String name, ExternType type) {
        /** Refuses nulls. */
        public Export {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }
}
