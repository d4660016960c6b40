package dev.hostcall.processor.model;

/**
 * The names by which guests know a resource.
 *
 * @param module the module of its functions
 * @param name its own name, which is a part of theirs
 */
public record ResourceName(String module, String name) {

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
        return Escapes.printable(module + "." + name);
    }
}
