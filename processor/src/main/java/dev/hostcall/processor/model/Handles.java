package dev.hostcall.processor.model;

import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.BorderType.Option;
import dev.hostcall.processor.model.BorderType.RecordType;
import dev.hostcall.processor.model.BorderType.Sequence;
import dev.hostcall.processor.model.BorderType.Variant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the handles that values of a type hold. */
public final class Handles {
    private Handles() {}

    /** All of a type, from the first to the last. */
    public static Stream<Handle> in(BorderType type) {
        if (type instanceof Handle handle) {
            return Stream.of(handle);
        }
        if (type instanceof Sequence sequence) {
            return in(sequence.element());
        }
        if (type instanceof Option option) {
            return in(option.value());
        }
        if (type instanceof RecordType fields) {
            return fields.fields().stream().map(Field::type).flatMap(Handles::in);
        }
        if (type instanceof Variant variant) {
            return variant.cases().stream().flatMap(Handles::in);
        }
        if (type instanceof Fallible fallible) {
            return Stream.concat(fallible.ok().stream(), fallible.error().value().stream())
                    .flatMap(Handles::in);
        }
        return Stream.empty();
    }

    /** All that a hostcall passes, and the one that it returns as a value. */
    public static Stream<Handle> in(Hostcall hostcall) {
        return Stream.concat(all(hostcall.parameters()), in(hostcall.result().type()));
    }

    /** Whether values of some types hold any. */
    public static boolean areIn(Collection<Parameter> parameters) {
        return all(parameters).findAny().isPresent();
    }

    /** Whether some are given away with the arguments. */
    public static boolean areOwnedIn(Collection<Parameter> parameters) {
        return all(parameters).anyMatch(handle -> handle.ownership() == Ownership.OWNED);
    }

    private static Stream<Handle> all(Collection<Parameter> parameters) {
        return parameters.stream().flatMap(parameter -> in(parameter.type()));
    }

    /** A record or sealed interface in a type that lends what it holds: no result is one, as that is given for good. */
    public static Optional<BorderType> lenderIn(BorderType type) {
        if (type instanceof Sequence sequence) {
            return lenderIn(sequence.element());
        }
        if (type instanceof Option option) {
            return lenderIn(option.value());
        }
        if (type instanceof Fallible fallible) {
            return Stream.concat(fallible.ok().stream(), fallible.error().value().stream())
                    .flatMap(part -> lenderIn(part).stream())
                    .findFirst();
        }
        boolean hasName = type instanceof RecordType || type instanceof Variant;
        boolean lends = hasName && in(type).anyMatch(handle -> handle.ownership() == Ownership.BORROWED);
        return lends ? Optional.of(type) : Optional.empty();
    }
}
