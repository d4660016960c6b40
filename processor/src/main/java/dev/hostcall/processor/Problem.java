package dev.hostcall.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/**
 * One rule broken at one place.
 *
 * @param place the narrowest part of the source that shows it
 * @param message the text, tag first
 */
record Problem(Place place, String message) {

    /** A part of the source that an error can point at. */
    interface Place {
        /** Prints an error that points here. */
        void error(Messager messager, String message);

        /** The name of a class, method or parameter. */
        static Place of(Element element) {
            return (messager, message) -> messager.printMessage(Kind.ERROR, message, element);
        }

        /** An annotation of a class or method. */
        static Place of(Element element, AnnotationMirror annotation) {
            return (messager, message) -> messager.printMessage(Kind.ERROR, message, element, annotation);
        }

        /** One value of an annotation of a class or method. */
        static Place of(Element element, AnnotationMirror annotation, AnnotationValue value) {
            return (messager, message) -> messager.printMessage(Kind.ERROR, message, element, annotation, value);
        }
    }

    static Problem at(Place place, Rule rule, Object... findings) {
        return new Problem(place, rule.message(findings));
    }

    static Problem at(Element element, Rule rule, Object... findings) {
        return at(Place.of(element), rule, findings);
    }

    void print(Messager messager) {
        place.error(messager, message);
    }
}
