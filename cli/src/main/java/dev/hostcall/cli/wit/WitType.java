package dev.hostcall.cli.wit;

import java.util.List;
import java.util.Optional;

/**
 * A type: how others refer to it, and what follows its name where it is given one.
 *
 * @param reference stands for it in other types; a type that needs a name has one only once it was given one
 * @param keyword begins its definition: {@code record}, say, or {@code type}
 * @param body what is in braces, a line each; empty where there are none
 * @param used the interface that it is used from, with its name there
 */
record WitType(String reference, String keyword, List<String> body, Optional<Use> used) implements WitEntry {

    /** A type of another interface's. */
    record Use(String interfaceName, String name) {}

    /** One that is written where it is used. */
    static WitType inline(String text) {
        return new WitType(text, "type", List.of(), Optional.empty());
    }

    /** One that needs a name. */
    static WitType definition(String keyword, List<String> body) {
        return new WitType("", keyword, body, Optional.empty());
    }

    static WitType used(String interfaceName, String name) {
        return new WitType(WitNames.escaped(name), "use", List.of(), Optional.of(new Use(interfaceName, name)));
    }

    /** The statement that gives it a name. */
    List<String> named(String name) {
        String escaped = WitNames.escaped(name);
        if (used.isPresent()) {
            Use use = used.get();
            String renamed = use.name().equals(name) ? "" : " as " + escaped;
            return List.of("use %s.{%s%s};".formatted(use.interfaceName(), WitNames.escaped(use.name()), renamed));
        } else if (!reference.isEmpty()) {
            return List.of("type %s = %s;".formatted(escaped, reference));
        }
        return WitNames.block(keyword + " " + escaped, body);
    }
}
