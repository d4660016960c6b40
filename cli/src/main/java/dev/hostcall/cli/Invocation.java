package dev.hostcall.cli;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import java.util.List;

/** A function's arguments as words of a command line. */
final class Invocation {
    private Invocation() {}

    /** One value for each parameter of an export. */
    static Object[] arguments(GuestModule module, String function, List<String> words) {
        Signature signature = module.export(function)
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no function \"" + function + "\" among the exports"))
                .signature();
        if (words.size() != signature.parameters().size()) {
            throw new IllegalArgumentException("function \"%s\" takes %d arguments, not %d"
                    .formatted(function, signature.parameters().size(), words.size()));
        }
        Object[] values = new Object[words.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(signature.parameters().get(i), words.get(i));
        }
        return values;
    }

    private static Object value(ValueType type, String word) {
        try {
            return switch (type) {
                case I32 -> Integer.decode(word);
                case I64 -> Long.decode(word);
                case F32 -> Float.valueOf(word);
                case F64 -> Double.valueOf(word);
                default ->
                    throw new IllegalArgumentException(
                            "an argument of type " + type + " cannot be given on a command line");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + word + "\" is no value of type " + type, e);
        }
    }
}
