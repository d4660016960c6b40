package dev.hostcall.processor.model;

import java.util.Optional;

/**
 * The names by which guests know a resource.
 *
 * @param module the module of its functions
 * @param name its own name, which is a part of theirs
 */
public record ResourceName(String module, String name) {

    /** What stands before the module of imports for resources that guests define. */
    private static final String EXPORTED = "[export]";

    /** The module of what no interface has. */
    private static final String ROOT = "$root";

    /** Of one that guests define, in an interface of WIT's or in none. */
    public static ResourceName ofGuest(Optional<String> inInterface, String name) {
        return new ResourceName(EXPORTED + inInterface.orElse(ROOT), name);
    }

    /** Whether guests define it. */
    public boolean isOfGuest() {
        return module.startsWith(EXPORTED);
    }

    /** The module of its functions, whoever defines it. */
    public String ownModule() {
        return isOfGuest() ? module.substring(EXPORTED.length()) : module;
    }

    /** The import by which a guest makes a handle of an object of its own. */
    public ImportName make() {
        return new ImportName(module, "[resource-new]" + name);
    }

    /** The import by which a guest looks an object of its own up. */
    public ImportName lookUp() {
        return new ImportName(module, "[resource-rep]" + name);
    }

    /** The export that destroys an object of one that guests define. */
    public String destructorExport() {
        return (ownModule().equals(ROOT) ? "" : ownModule() + "#") + "[dtor]" + name;
    }

    /** The import that makes one. */
    public ImportName constructor() {
        return new ImportName(module, "[constructor]" + name);
    }

    /** The import of a method. */
    public ImportName method(String method) {
        return new ImportName(module, "[method]" + name + "." + method);
    }

    /** The import of a static method. */
    public ImportName function(String function) {
        return new ImportName(module, "[static]" + name + "." + function);
    }

    /** The import that drops a handle. */
    public ImportName drop() {
        return new ImportName(module, "[resource-drop]" + name);
    }

    /** {@code module.name} in printable ASCII, for messages. */
    @Override
    public String toString() {
        return Escapes.printable(ownModule() + "." + name);
    }
}
