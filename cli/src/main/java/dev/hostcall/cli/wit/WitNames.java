package dev.hostcall.cli.wit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and blocks as WIT writes them. */
final class WitNames {
    private static final Set<String> KEYWORDS =
            Set.of(("as async bool borrow char constructor enum error-context export f32 f64"
                            + " flags from func future import include interface list map option own package record resource result"
                            + " s16 s32 s64 s8 static stream string tuple type u16 u32 u64 u8 use variant with world")
                    .split(" "));

    private static final Pattern WORD = Pattern.compile("[^:/]+");

    private WitNames() {}

    /** The name, marked if it is a word of WIT's own. */
    static String escaped(String name) {
        return KEYWORDS.contains(name) ? "%" + name : name;
    }

    /** The package of an interface or world: {@code acme:kv@1.0.0} of {@code acme:kv/store@1.0.0}. */
    static String packageOf(String id) {
        return id.replaceFirst("/[^@]*", "");
    }

    /** What an interface or world is called in its package: {@code store} of {@code acme:kv/store@1.0.0}. */
    static String localName(String id) {
        return escaped(id.replaceFirst("^.*/", "").replaceFirst("@.*", ""));
    }

    /** The name by which what is in one package names an interface. */
    static String relative(String id, String ofPackage) {
        return packageOf(id).equals(ofPackage) ? localName(id) : escapedId(id);
    }

    /** The name of a package, interface or world with each of its words marked that is one of WIT's own. */
    static String escapedId(String id) {
        int version = id.contains("@") ? id.indexOf('@') : id.length();
        return WORD.matcher(id.substring(0, version)).replaceAll(word -> escaped(word.group())) + id.substring(version);
    }

    static List<String> block(String head, List<String> body) {
        List<String> lines = new ArrayList<>();
        lines.add(head + " {");
        body.forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
        lines.add("}");
        return lines;
    }
}
