package dev.hostcall.processor.model;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * A class with the types that stand for its parameters, all of which are classes.
 *
 * @param javaClass the class
 * @param arguments its type arguments
 */
public record JavaType(JavaClass javaClass, List<JavaType> arguments) {

    /** Copies the list. */
    public JavaType {
        arguments = List.copyOf(arguments);
    }

    /** Without packages, such as {@code Range<Integer>}. */
    public String displayName() {
        return arguments.isEmpty()
                ? javaClass.displayName()
                : arguments.stream()
                        .map(JavaType::displayName)
                        .collect(joining(", ", javaClass.displayName() + "<", ">"));
    }
}
