package dev.hostcall.cli.wit;

import dev.hostcall.abi.WitName;
import dev.hostcall.compiler.ModuleDescription;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The worlds that a module says it was made for. */
public final class ModuleWorlds {
    private static final String SECTION = "component-type";
    private static final String MANGLING = "cm32p2|";

    private ModuleWorlds() {}

    /**
     * All of them as WIT, a text each.
     *
     * @throws UnreadableWorldException if a section that should hold one does not
     */
    public static List<String> of(ModuleDescription module, byte[] wasm) {
        return module.sections().stream()
                .filter(section -> section.custom())
                .filter(section ->
                        section.name().equals(SECTION) || section.name().startsWith(SECTION + ":"))
                .map(section -> {
                    byte[] contents = Arrays.copyOfRange(wasm, section.offset(), section.offset() + section.size());
                    try {
                        return WitWorld.read(contents);
                    } catch (UnreadableWorldException e) {
                        throw new UnreadableWorldException(
                                "its section \"" + section.name() + "\" cannot be read: " + e.getMessage());
                    }
                })
                .distinct()
                .toList();
    }

    /** The interfaces of WIT's that its imports and exports name; which types they have the names do not say. */
    public static List<String> interfacesNamed(ModuleDescription module) {
        Stream<String> imported = module.imports().stream().map(ModuleDescription.Import::module);
        Stream<String> exported = module.exports().stream().map(ModuleDescription.Export::name);
        return List.copyOf(Stream.concat(imported, exported)
                .map(ModuleWorlds::interfaceIn)
                .flatMap(Optional::stream)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
    }

    /** In either mangling: {@code acme:kv/store#get}, {@code cm32p2|acme:kv/store|get}, or an import's module alone. */
    private static Optional<String> interfaceIn(String name) {
        String bare = name.startsWith(MANGLING) ? name.substring(MANGLING.length()) : name;
        String id = bare.replaceFirst("[#|].*", "").replaceFirst("^\\[export\\]", "");
        return WitName.parseInterface(id).map(WitName::toString);
    }
}
