package dev.hostcall.processor.model;

import java.util.List;

/**
 * A class that generated code names.
 *
 * @param packageName its package, empty for the unnamed one
 * @param simpleNames its name and those of the classes around it, outermost first
 */
public record JavaClass(String packageName, List<String> simpleNames) {

    /** Copies the list. */
    public JavaClass {
        simpleNames = List.copyOf(simpleNames);
    }

    /** As in Java sources, such as {@code com.example.Outer.Point}. */
    public String canonicalName() {
        String name = String.join(".", simpleNames);
        return packageName.isEmpty() ? name : packageName + "." + name;
    }

    /** As in class files, such as {@code com.example.Outer$Point}. */
    public String binaryName() {
        String name = String.join("$", simpleNames);
        return packageName.isEmpty() ? name : packageName + "." + name;
    }

    /** Without package, such as {@code Outer.Point}. */
    public String displayName() {
        return String.join(".", simpleNames);
    }

    /** Its own name, such as {@code Point}. */
    public String simpleName() {
        return simpleNames.get(simpleNames.size() - 1);
    }
}
