package dev.hostcall.processor.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What documentation comments say of the classes of one file and of what they consist of, as plain text.
 *
 * @param comments by what they are about, see {@link #key}
 */
public record Documentation(Map<String, Comment> comments) {
    private static final Comment NOTHING = new Comment(List.of(), Map.of(), List.of());

    /** Copies the map. */
    public Documentation {
        comments = Map.copyOf(comments);
    }

    /**
     * One comment.
     *
     * @param text its lines, without those that follow
     * @param parameters the lines on each parameter or component, by its name
     * @param result the lines on what is returned
     */
    public record Comment(List<String> text, Map<String, List<String>> parameters, List<String> result) {
        /** Copies lists and map, in their order. */
        public Comment {
            text = List.copyOf(text);
            result = List.copyOf(result);
            Map<String, List<String>> copy = new LinkedHashMap<>();
            parameters.forEach((name, lines) -> copy.put(name, List.copyOf(lines)));
            parameters = copy;
        }

        /** All of it, where a parameter has no place of its own: its name as the function says, a colon, and what is said of it. */
        public List<String> lines(Function<String, String> parameterName) {
            List<String> lines = new ArrayList<>(text);
            List<String> details = new ArrayList<>();
            parameters.forEach((name, said) -> details.addAll(behind(parameterName.apply(name) + ": ", said)));
            details.addAll(behind("Returns ", result));
            if (!lines.isEmpty() && !details.isEmpty()) {
                lines.add("");
            }
            lines.addAll(details);
            return lines;
        }

        private static List<String> behind(String label, List<String> said) {
            List<String> lines = new ArrayList<>(said);
            if (!lines.isEmpty()) {
                lines.set(0, label + lines.get(0));
            }
            return lines;
        }

        /** What is said of one parameter or component. */
        public List<String> of(String parameter) {
            return parameters.getOrDefault(parameter, List.of());
        }
    }

    /** How a class is called here. */
    public static String key(JavaClass type) {
        return type.canonicalName();
    }

    /** How a constant of an enum is called here. */
    public static String key(JavaClass type, String constant) {
        return key(type) + "#" + constant;
    }

    /** How a method is called here: two that differ in the types of their parameters only are both undocumented. */
    public static String key(JavaClass type, String method, List<String> parameters) {
        return key(type, method) + "(" + String.join(",", parameters) + ")";
    }

    /** What is said of something. */
    public Comment of(String key) {
        return comments.getOrDefault(key, NOTHING);
    }
}
