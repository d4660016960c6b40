package dev.hostcall.abi;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a package of WIT's, such as {@code acme:kv@1.0.0}, or of an interface in one, such as {@code acme:kv/store@1.0.0}.
 *
 * @param namespace before the colon
 * @param packageName behind the colon
 * @param interfaceName behind the slash, if it is the name of an interface
 * @param version behind the at sign, if there is one
 */
public record WitName(
        String namespace, String packageName, Optional<String> interfaceName, Optional<WitVersion> version) {
    private static final String LABEL = "(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*))*";
    private static final Pattern LABELS = Pattern.compile(LABEL);
    private static final Pattern FORM =
            Pattern.compile("(" + LABEL + "):(" + LABEL + ")(?:/(" + LABEL + "))?(?:@(.+))?");

    /** Refuses nulls. */
    public WitName {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(packageName, "packageName");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(version, "version");
    }

    /** The name that a text is. */
    public static Optional<WitName> parse(String text) {
        Matcher parts = FORM.matcher(Objects.requireNonNull(text, "text"));
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<WitVersion> version = Optional.ofNullable(parts.group(4)).flatMap(WitVersion::parse);
        return parts.group(4) != null && version.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new WitName(parts.group(1), parts.group(2), Optional.ofNullable(parts.group(3)), version));
    }

    /** The name of an interface that a text is. */
    public static Optional<WitName> parseInterface(String text) {
        return parse(text).filter(name -> name.interfaceName().isPresent());
    }

    /**
     * Whether a text can name something in WIT: words with hyphens between them, each of small or of capital letters, and of digits
     * behind the first letter.
     */
    public static boolean isLabel(String text) {
        return LABELS.matcher(Objects.requireNonNull(text, "text")).matches();
    }

    /** The name of the package, such as {@code acme:kv@1.0.0}. */
    public WitName ofPackage() {
        return new WitName(namespace, packageName, Optional.empty(), version);
    }

    /** The name with the {@linkplain WitVersion#track track} of its version: what all names have in common that can stand for each other. */
    public String onTrack() {
        return unversioned() + version.map(each -> "@" + each.track()).orElse("");
    }

    private String unversioned() {
        return namespace + ":" + packageName
                + interfaceName.map(name -> "/" + name).orElse("");
    }

    /** As it is written. */
    @Override
    public String toString() {
        return unversioned() + version.map(each -> "@" + each).orElse("");
    }
}
