package dev.hostcall.abi;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a package of WIT's, a semantic one.
 *
 * @param major with which everything may change
 * @param minor with which something is added
 * @param patch with which something is mended
 * @param prerelease what stands behind a hyphen; empty for a release
 * @param build what stands behind a plus, which makes no difference; empty for nothing
 */
public record WitVersion(long major, long minor, long patch, String prerelease, String build)
        implements Comparable<WitVersion> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final String IDENTIFIERS = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)";
    private static final Pattern FORM = Pattern.compile(
            NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-" + IDENTIFIERS + ")?(?:\\+" + IDENTIFIERS + ")?");

    private static final Comparator<WitVersion> ORDER = Comparator.comparingLong(WitVersion::major)
            .thenComparingLong(WitVersion::minor)
            .thenComparingLong(WitVersion::patch)
            .thenComparing(WitVersion::prerelease)
            .thenComparing(WitVersion::build);

    /** Refuses nulls. */
    public WitVersion {
        Objects.requireNonNull(prerelease, "prerelease");
        Objects.requireNonNull(build, "build");
    }

    /** The version that a text is, such as {@code 1.0.0} or {@code 0.2.0-rc.1}. */
    public static Optional<WitVersion> parse(String text) {
        Matcher parts = FORM.matcher(Objects.requireNonNull(text, "text"));
        return parts.matches()
                ? Optional.of(new WitVersion(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        Optional.ofNullable(parts.group(4)).orElse(""),
                        Optional.ofNullable(parts.group(5)).orElse("")))
                : Optional.empty();
    }

    /**
     * What all versions have in common of which a later one can stand for an earlier one, as the build target {@code cm32p2} spells it:
     * {@code 1} of 1.0.3, {@code 0.2} of 0.2.1, {@code 0.0.1} of itself; a prerelease stands for itself only.
     */
    public String track() {
        if (!prerelease.isEmpty()) {
            return numbers() + "-" + prerelease;
        }
        if (major > 0) {
            return String.valueOf(major);
        }
        return minor > 0 ? "0." + minor : numbers();
    }

    private String numbers() {
        return major + "." + minor + "." + patch;
    }

    @Override
    public int compareTo(WitVersion other) {
        return ORDER.compare(this, Objects.requireNonNull(other, "other"));
    }

    /** As it is written in names. */
    @Override
    public String toString() {
        return numbers() + (prerelease.isEmpty() ? "" : "-" + prerelease) + (build.isEmpty() ? "" : "+" + build);
    }
}
