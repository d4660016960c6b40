package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;

import dev.hostcall.abi.WitName;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may have been meant by names that are none of WIT's. */
final class WitNames {
    private static final Pattern SHORT_VERSION = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

    private WitNames() {}

    /** Whether a text looks as if it were meant to name an interface of WIT's. */
    static boolean looksLike(String text) {
        return text.indexOf(':') > 0 && text.indexOf('/') > 0 && !text.contains("://");
    }

    /** The name of an interface or of a package that a text is but for its spelling. */
    static Optional<String> suggestion(String text) {
        int at = text.indexOf('@');
        String path = at < 0 ? text : text.substring(0, at);
        String version = at < 0 ? "" : "@" + whole(text.substring(at + 1));
        String separators = path.replaceAll("[^:/]", "");
        if (!separators.equals(":") && !separators.equals(":/")) {
            return Optional.empty();
        }
        String labels = Arrays.stream(path.split("[:/]", -1))
                .map(part -> KebabCase.suggestion(part.replace('-', '_')).orElse(""))
                .collect(joining("\n"))
                .replaceFirst("\n", ":")
                .replaceFirst("\n", "/");
        return WitName.parse(labels + version).map(WitName::toString);
    }

    // 1 is meant to be 1.0.0.
    private static String whole(String version) {
        if (!SHORT_VERSION.matcher(version).matches()) {
            return version;
        }
        return version.contains(".") ? version + ".0" : version + ".0.0";
    }
}
