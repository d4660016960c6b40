package dev.hostcall.runtime.internal.link;

import dev.hostcall.abi.BuildTarget;
import dev.hostcall.abi.WitName;
import dev.hostcall.abi.WitVersion;
import dev.hostcall.runtime.internal.link.ImportCatalog.Name;
import java.util.Map;

/**
 * What tools of the component model call one import or export. They have two manglings, that of modules since long ago and that of the
 * build target {@code cm32p2}; and in both, versions stand for each other that are on one track. All names of one thing have one
 * <i>common</i> name: in the first mangling, with no more of the version than its track.
 */
final class Mangling {
    private static final String PREFIX = BuildTarget.PREFIX + BuildTarget.SEPARATOR;

    /** The first mangling's module of functions that a world itself imports. */
    private static final String ROOT = "$root";

    private static final WitVersion NO_VERSION = new WitVersion(0, 0, 0, "", "");

    private static final String POST = "cabi_post_";

    /** What imports of resources begin with in the one mangling, by how they end in the other. */
    private static final Map<String, String> OF_RESOURCES =
            Map.of("_drop", "[resource-drop]", "_new", "[resource-new]", "_rep", "[resource-rep]");

    private static final String DESTRUCTOR = "[dtor]";
    private static final String DESTRUCTOR_BY_TARGET = "_dtor";

    private static final String EXPORTED = "[export]";
    private static final String EXPORTED_BY_TARGET = "_ex_";

    private Mangling() {}

    /** The common name of an import. */
    static Name ofImport(Name name) {
        return new Name(ofModule(name.module()), ofField(name));
    }

    /** The common name of a module of imports. */
    static String ofModule(String module) {
        if (module.equals(BuildTarget.PREFIX)) {
            return ROOT;
        }
        String path = isOfTarget(module) ? module.substring(PREFIX.length()) : module;
        String exported = isOfTarget(module) ? EXPORTED_BY_TARGET : EXPORTED;
        return path.startsWith(exported) ? EXPORTED + onTrack(path.substring(exported.length())) : onTrack(path);
    }

    /** The common name of what is imported from a module. */
    static String ofField(Name name) {
        String field = name.field();
        if (isOfTarget(name.module()) || name.module().equals(BuildTarget.PREFIX)) {
            int end = field.lastIndexOf('_');
            String prefix = end < 0 ? null : OF_RESOURCES.get(field.substring(end));
            return prefix == null ? field : prefix + field.substring(0, end);
        }
        return field;
    }

    /** Whether a module is that of imports for resources which the guest itself exports. */
    static boolean isOfExports(String module) {
        return module.startsWith(EXPORTED) || module.startsWith(PREFIX + EXPORTED_BY_TARGET);
    }

    /** The module of the functions of such resources, by the common name of the module of those imports. */
    static String ofExportedResources(String commonModule) {
        return commonModule.substring(EXPORTED.length());
    }

    /** The common name of an export. */
    static String ofExport(String name) {
        int at = isOfTarget(name) ? name.lastIndexOf(BuildTarget.SEPARATOR) : name.indexOf('#');
        if (isOfTarget(name) ? at < PREFIX.length() : at < 0) {
            return name;
        }
        String path = onTrack(name.substring(isOfTarget(name) ? PREFIX.length() : 0, at));
        String field = name.substring(at + 1);
        if (isOfTarget(name) && field.endsWith(DESTRUCTOR_BY_TARGET)) {
            field = DESTRUCTOR + field.substring(0, field.length() - DESTRUCTOR_BY_TARGET.length());
        }
        return path.isEmpty() ? field : path + "#" + field;
    }

    /** What takes the result of an exported function back. */
    static String post(String export) {
        return isOfTarget(export) ? export + "_post" : POST + export;
    }

    /** The version in the name of a module of imports, or of an export; the lowest where there is none. */
    static WitVersion version(String name) {
        int hash = name.indexOf('#');
        return WitName.parse(hash < 0 ? name : name.substring(0, hash))
                .flatMap(WitName::version)
                .orElse(NO_VERSION);
    }

    private static boolean isOfTarget(String name) {
        return name.startsWith(PREFIX);
    }

    private static String onTrack(String path) {
        return WitName.parse(path).map(WitName::onTrack).orElse(path);
    }
}
