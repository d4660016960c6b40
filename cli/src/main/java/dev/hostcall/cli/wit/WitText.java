package dev.hostcall.cli.wit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a world and interfaces into their packages, each once, and the world's own package first. */
final class WitText {
    /** The line that names an interface by its whole name. */
    private static final Pattern NAMES_INTERFACE =
            Pattern.compile("(use|import|export) ([^ ;{]*:[^ ;{]*?)([.]\\{.*|;)");

    private final String ofPackage;
    private final List<String> lines = new ArrayList<>();

    private WitText(String ofPackage) {
        this.ofPackage = ofPackage;
    }

    /** A text that tools for WIT read. */
    static String of(String world, List<String> declarations, Map<String, List<String>> interfaces) {
        Map<String, WitText> packages = new LinkedHashMap<>();
        String own = WitNames.packageOf(world);
        packages.put(own, new WitText(own));
        interfaces.forEach((id, body) -> packages.computeIfAbsent(WitNames.packageOf(id), WitText::new)
                .add("interface " + WitNames.localName(id), body));
        WitText first = packages.get(own);
        first.add("world " + WitNames.localName(world), declarations);
        List<String> all = new ArrayList<>(List.of("package " + WitNames.escapedId(own) + ";", ""));
        all.addAll(first.lines);
        packages.values().stream().filter(each -> each != first).forEach(each -> {
            all.add("");
            all.addAll(WitNames.block("package " + WitNames.escapedId(each.ofPackage), each.lines));
        });
        return String.join("\n", all) + "\n";
    }

    private void add(String head, List<String> body) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.addAll(WitNames.block(head, body.stream().map(this::relative).toList()));
    }

    /** Names an interface of the same package by what it is called there. */
    private String relative(String line) {
        Matcher parts = NAMES_INTERFACE.matcher(line);
        return parts.matches()
                ? parts.group(1) + " " + WitNames.relative(parts.group(2), ofPackage) + parts.group(3)
                : line;
    }
}
