package dev.hostcall.cli.wit;

import java.util.List;

/**
 * A function's type.
 *
 * @param parameters each with its name, as WIT writes them
 * @param result empty if there is none
 * @param async whether it may wait
 */
record WitFunction(List<String> parameters, String result, boolean async) implements WitEntry {

    /** The same of a method, whose first parameter is what it is called on. */
    WitFunction withoutSelf() {
        return new WitFunction(parameters.subList(Math.min(1, parameters.size()), parameters.size()), result, async);
    }

    /** A constructor's, which returns what is constructed; without the word {@code func}. */
    String ofConstructor() {
        String plain = "(" + String.join(", ", parameters) + ")";
        return result.startsWith("result<") ? plain + " -> " + result : plain;
    }

    @Override
    public String toString() {
        String head = (async ? "async " : "") + "func(" + String.join(", ", parameters) + ")";
        return result.isEmpty() ? head : head + " -> " + result;
    }
}
