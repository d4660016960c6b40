package dev.hostcall.processor;

import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Converted;
import dev.hostcall.processor.model.Direction;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;

/** Checks that converters have the methods for the ways that their types cross the border. */
final class ConverterDirections {
    private ConverterDirections() {}

    /** Reports what lacks a method for a type that crosses one way. */
    static void check(BorderType type, Direction direction, Element place, List<Problem> problems) {
        converted(type)
                .filter(converted -> !converted.directions().contains(direction))
                .map(converted ->
                        missing(converted.converter().displayName(), converted.simpleName(), direction, place))
                .distinct()
                .forEach(problems::add);
    }

    /** What says that a converter has no method for a type that crosses one way. */
    static Problem missing(String converter, String type, Direction direction, Element place) {
        String way = direction == Direction.TO_GUEST ? "goes to the guest" : "comes from the guest";
        return Problem.at(place, Rule.CONVERTER_DIRECTION, type, way, converter, direction.method());
    }

    private static Stream<Converted> converted(BorderType type) {
        if (type instanceof Converted converted) {
            return Stream.concat(Stream.of(converted), converted(converted.wire()));
        }
        return type.parts().flatMap(ConverterDirections::converted);
    }
}
