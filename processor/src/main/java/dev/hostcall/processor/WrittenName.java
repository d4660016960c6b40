package dev.hostcall.processor;

import dev.hostcall.processor.Problem.Place;
import javax.lang.model.element.AnnotationValue;

/**
 * A name that the user wrote into an annotation.
 *
 * @param value as javac evaluated it
 * @param place where it stands
 */
record WrittenName(AnnotationValue value, Place place) {

    /**
     * Whether javac could evaluate it. What it could not (an unknown constant, a number) it shows as the bare word
     * {@code <error>}, where text would be in quotes.
     */
    boolean isResolved() {
        return value.getValue() instanceof String && !value.toString().equals("<error>");
    }

    /** The text, if {@linkplain #isResolved resolved}. */
    String text() {
        return (String) value.getValue();
    }
}
