package dev.hostcall.processor;

import dev.hostcall.processor.model.Documentation.Comment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns documentation comments into plain text: without tags and entities, with code in backquotes and the paragraphs as they are. */
final class Javadoc {
    private static final Pattern BLOCK = Pattern.compile("^[ \\t]*@(\\w+)[ \\t]*", Pattern.MULTILINE);
    private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s*((?:[^{}]|\\{[^{}]*\\})*)\\}");
    private static final Pattern LINK =
            Pattern.compile("(?:[\\w$]+\\.)*([\\w$]*)(#?)([\\w$]*)(?:\\([^)]*\\))?(?:\\s+(.*))?", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\\w+));");
    private static final Map<String, String> ENTITIES = Map.of(
            "lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ", "ndash", "–", "mdash", "—",
            "hellip", "…");

    private Javadoc() {}

    /** What a comment says, as javac hands it out: without stars. */
    static Comment parse(String comment) {
        List<MatchResult> blocks = BLOCK.matcher(comment).results().toList();
        int end = blocks.isEmpty() ? comment.length() : blocks.get(0).start();
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        List<String> result = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            int next = i + 1 < blocks.size() ? blocks.get(i + 1).start() : comment.length();
            String said = comment.substring(blocks.get(i).end(), next).strip();
            switch (blocks.get(i).group(1)) {
                case "param" -> {
                    String[] parts = said.split("\\s+", 2);
                    if (parts.length == 2 && !parts[0].startsWith("<")) {
                        parameters.put(parts[0], lines(parts[1]));
                    }
                }
                case "return" -> result.addAll(lines(said));
                default -> {} // of no use to guests
            }
        }
        return new Comment(lines(comment.substring(0, end)), parameters, result);
    }

    private static List<String> lines(String html) {
        String text = ENTITY.matcher(TAG.matcher(withoutInline(html)).replaceAll(Javadoc::ofTag))
                .replaceAll(entity -> quoted(entity(entity)));
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\\R", -1)) {
            String plain = printable(line).strip();
            boolean isSecondEmpty = plain.isEmpty()
                    && (lines.isEmpty() || lines.get(lines.size() - 1).isEmpty());
            if (!isSecondEmpty) {
                lines.add(plain);
            }
        }
        if (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private static String withoutInline(String text) {
        return INLINE.matcher(text)
                .replaceAll(tag -> quoted(inline(tag.group(1), tag.group(2).strip())));
    }

    // What stands in code is no HTML: its signs are kept as entities until those are resolved.
    private static String inline(String tag, String contents) {
        return switch (tag) {
            case "code" -> "`" + asEntities(contents) + "`";
            case "literal" -> asEntities(contents);
            case "link", "linkplain" -> LINK.matcher(contents).replaceFirst(link -> quoted(link(link)));
            case "return" -> "Returns " + withoutInline(contents) + ".";
            case "snippet" -> asEntities(contents.substring(contents.indexOf(':') + 1));
            default -> "";
        };
    }

    private static String link(MatchResult parts) {
        if (parts.group(4) != null) {
            return parts.group(4);
        }
        String dot = parts.group(1).isEmpty() || parts.group(3).isEmpty() ? "" : ".";
        return "`" + parts.group(1) + dot + parts.group(3) + "`";
    }

    private static String asEntities(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String ofTag(MatchResult tag) {
        return switch (tag.group(2).toLowerCase(Locale.ROOT)) {
            case "p", "ul", "ol", "dl", "pre", "table", "h1", "h2", "h3", "h4" -> "\n\n";
            case "li" -> tag.group(1).isEmpty() ? "\n- " : "";
            case "br", "tr", "dt" -> "\n";
            case "code" -> "`";
            default -> "";
        };
    }

    private static String entity(MatchResult entity) {
        if (entity.group(3) != null) {
            return ENTITIES.getOrDefault(entity.group(3), entity.group());
        }
        int point = entity.group(1) != null ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    }

    // Readers of WIT refuse what a terminal would not show as it is.
    private static String printable(String line) {
        StringBuilder out = new StringBuilder();
        line.codePoints()
                .map(point -> Character.isWhitespace(point) ? ' ' : point)
                .filter(point -> switch (Character.getType(point)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
                    default -> true;
                })
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
