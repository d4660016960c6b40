package dev.hostcall.processor.model;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.WitWorld.Role;
import java.util.List;
import java.util.Optional;

/**
 * One method as a function of WIT's whose names are not looked at yet.
 *
 * @param inInterface where it is; empty for a function of a world itself
 * @param resource the resource whose function it is, if it is one's
 * @param role what it is there
 * @param name its name there
 * @param displayName the Java method, for messages
 * @param documentation how its comment is called in the {@link Documentation}
 * @param parameters those that a guest knows
 * @param result what it returns
 */
public record WitFunction(
        Optional<WitName> inInterface,
        Optional<String> resource,
        Role role,
        String name,
        String displayName,
        String documentation,
        List<Parameter> parameters,
        BorderType result) {

    /** Copies the list. */
    public WitFunction {
        parameters = List.copyOf(parameters);
    }
}
