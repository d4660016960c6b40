package dev.hostcall.processor.model;

import dev.hostcall.abi.WitName;

/**
 * The two names by which a guest imports a hostcall. Both may hold any character.
 *
 * @param module the module's name
 * @param field the name inside the module
 */
public record ImportName(String module, String field) {

    /** Whether the module is an interface of WIT's. */
    public boolean isOfWit() {
        return WitName.parseInterface(module).isPresent();
    }

    /** {@code module.field} in printable ASCII, for messages and comments. */
    @Override
    public String toString() {
        return Escapes.printable(module + "." + field);
    }
}
