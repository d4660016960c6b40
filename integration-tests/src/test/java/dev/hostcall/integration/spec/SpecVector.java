package dev.hostcall.integration.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hostcall.runtime.V128;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Vectors as the suite writes them: lanes from the lowest on, each as a value of its type. */
final class SpecVector {
    private SpecVector() {}

    /** The Java value of a written vector. */
    static V128 of(JsonObject written) {
        JsonArray lanes = written.getAsJsonArray("value");
        int bits = bits(written);
        BigInteger all = BigInteger.ZERO;
        for (int i = 0; i < lanes.size(); i++) {
            BigInteger lane = new BigInteger(lanes.get(i).getAsString());
            all = all.or(lane.and(mask(bits)).shiftLeft(i * bits));
        }
        return V128.of(all.longValue(), all.shiftRight(Long.SIZE).longValue());
    }

    /** Whether each lane of a result is what was written. */
    static boolean matches(JsonObject written, @Nullable Object result) {
        if (!(result instanceof V128 found)) {
            return false;
        }
        JsonArray lanes = written.getAsJsonArray("value");
        int bits = bits(written);
        BigInteger all = BigInteger.valueOf(found.high())
                .shiftLeft(Long.SIZE)
                .or(new BigInteger(Long.toUnsignedString(found.low())));
        boolean same = true;
        for (int i = 0; i < lanes.size(); i++) {
            BigInteger lane = all.shiftRight(i * bits).and(mask(bits));
            same &= matches(written.get("lane_type").getAsString(), lanes.get(i).getAsString(), lane);
        }
        return same;
    }

    private static boolean matches(String type, String lane, BigInteger found) {
        return switch (type) {
            case "f32" -> SpecValue.matches(lane, found.intValue());
            case "f64" -> SpecValue.matches(lane, found.longValue());
            default ->
                new BigInteger(lane)
                        .and(mask(Integer.parseInt(type.substring(1))))
                        .equals(found);
        };
    }

    private static int bits(JsonObject written) {
        return Integer.parseInt(written.get("lane_type").getAsString().substring(1));
    }

    private static BigInteger mask(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }
}
