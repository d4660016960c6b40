package dev.hostcall.processor.model;

import dev.hostcall.processor.model.BorderType.Fallible;
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
        return type instanceof Handle handle ? Stream.of(handle) : type.parts().flatMap(Handles::in);
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
        if (type instanceof RecordType || type instanceof Variant) {
            boolean lends = in(type).anyMatch(handle -> handle.ownership() == Ownership.BORROWED);
            return lends ? Optional.of(type) : Optional.empty();
        }
        return type.parts().flatMap(part -> lenderIn(part).stream()).findFirst();
    }

    /** A type as a result, which is given for good. */
    public static BorderType given(BorderType type) {
        if (type instanceof Handle handle) {
            return new Handle(handle.javaClass(), handle.resource(), Ownership.OWNED);
        }
        if (type instanceof Sequence sequence) {
            return new Sequence(given(sequence.element()), sequence.form());
        }
        if (type instanceof Option option) {
            return new Option(given(option.value()));
        }
        if (type instanceof Fallible fallible) {
            Failure error = fallible.error();
            return new Fallible(
                    fallible.ok().map(Handles::given),
                    new Failure(error.javaClass(), error.value().map(Handles::given)));
        }
        return type;
    }
}
