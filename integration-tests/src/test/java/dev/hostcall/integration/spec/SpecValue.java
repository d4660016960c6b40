package dev.hostcall.integration.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.runtime.FunctionReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as the suite writes them: integers unsigned, floats as their bits, references as numbers or null. */
final class SpecValue {
    private static final int F32_CANONICAL = 0x7fc00000;
    private static final long F64_CANONICAL = 0x7ff8000000000000L;

    private SpecValue() {}

    /** The Java argument for a written value. */
    static @Nullable Object argument(JsonElement element) {
        JsonObject written = element.getAsJsonObject();
        if (isVector(written)) {
            return SpecVector.of(written);
        }
        String value = written.get("value").getAsString();
        return switch (written.get("type").getAsString()) {
            case "i32" -> Integer.parseUnsignedInt(value);
            case "i64" -> Long.parseUnsignedLong(value);
            case "f32" -> Float.intBitsToFloat(Integer.parseUnsignedInt(value));
            case "f64" -> Double.longBitsToDouble(Long.parseUnsignedLong(value));
            case "externref", "funcref" -> value.equals("null") ? null : (Object) Integer.valueOf(value);
            default -> throw new IllegalArgumentException("unknown type in " + written);
        };
    }

    private static boolean isVector(JsonObject written) {
        return written.get("type").getAsString().equals("v128");
    }

    /** Whether results are those that a command expects, or the one is among those it allows. */
    static boolean match(JsonObject command, List<@Nullable Object> results) {
        if (command.has("either")) {
            return results.size() == 1
                    && command.getAsJsonArray("either").asList().stream()
                            .anyMatch(allowed -> matches(allowed, results.get(0)));
        }
        JsonArray expected = command.getAsJsonArray("expected");
        boolean same = results.size() == expected.size();
        for (int i = 0; same && i < expected.size(); i++) {
            same = matches(expected.get(i), results.get(i));
        }
        return same;
    }

    /** Whether a result is what was written; NaNs may be any canonical or arithmetic one where so written. */
    private static boolean matches(JsonElement element, @Nullable Object result) {
        JsonObject written = element.getAsJsonObject();
        if (isVector(written)) {
            return SpecVector.matches(written, result);
        }
        String value = written.has("value") ? written.get("value").getAsString() : "any";
        return switch (written.get("type").getAsString()) {
            case "i32" -> result instanceof Integer found && found == Integer.parseUnsignedInt(value);
            case "i64" -> result instanceof Long found && found == Long.parseUnsignedLong(value);
            case "f32" -> result instanceof Float found && matches(value, Float.floatToRawIntBits(found));
            case "f64" -> result instanceof Double found && matches(value, Double.doubleToRawLongBits(found));
            case "funcref" -> value.equals("null") ? result == null : result instanceof FunctionReference;
            case "nullref", "nullfuncref", "nullexternref" -> result == null;
            case "externref" ->
                switch (value) {
                    case "null" -> result == null;
                    case "any" -> result != null;
                    default -> Integer.valueOf(value).equals(result);
                };
            default -> throw new IllegalArgumentException("unknown type in " + written);
        };
    }

    static boolean matches(String value, int bits) {
        return switch (value) {
            case "nan:canonical" -> (bits & Integer.MAX_VALUE) == F32_CANONICAL;
            case "nan:arithmetic" -> (bits & F32_CANONICAL) == F32_CANONICAL;
            default -> bits == Integer.parseUnsignedInt(value);
        };
    }

    static boolean matches(String value, long bits) {
        return switch (value) {
            case "nan:canonical" -> (bits & Long.MAX_VALUE) == F64_CANONICAL;
            case "nan:arithmetic" -> (bits & F64_CANONICAL) == F64_CANONICAL;
            default -> bits == Long.parseUnsignedLong(value);
        };
    }
}
