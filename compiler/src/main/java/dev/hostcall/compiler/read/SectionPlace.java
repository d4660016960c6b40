package dev.hostcall.compiler.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a section is in a module's bytes.
 *
 * @param name the specification's word for it; of a custom section the name in the module
 * @param custom whether it is a custom section
 * @param offset where its contents begin, for a custom section behind its name
 * @param size bytes of its contents
 */
public record SectionPlace(String name, boolean custom, int offset, int size) {
    /** The specification's words, by id. */
    private static final List<String> NAMES = List.of(
            "custom",
            "type",
            "import",
            "function",
            "table",
            "memory",
            "global",
            "export",
            "start",
            "element",
            "code",
            "data",
            "data count",
            "tag");

    /** All sections of a module that can be read. */
    public static List<SectionPlace> all(byte[] wasm) {
        Input in = new Input(wasm, 0, wasm.length);
        Sections sections = new Sections(in);
        List<SectionPlace> all = new ArrayList<>();
        while (sections.next()) {
            boolean custom = sections.id() == Sections.CUSTOM;
            String name = custom ? in.name() : NAMES.get(sections.id());
            all.add(new SectionPlace(name, custom, in.position(), in.remaining()));
            sections.skip();
        }
        return all;
    }
}
