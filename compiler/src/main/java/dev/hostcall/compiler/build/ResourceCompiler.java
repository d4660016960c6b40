package dev.hostcall.compiler.build;

import dev.hostcall.abi.GuestCompiler;
import dev.hostcall.abi.GuestResource;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Compiles modules that are resources, for a runtime that finds no object of them. */
public final class ResourceCompiler implements GuestCompiler {
    @Override
    public Path compile(byte[] wasm, Map<String, String> options) {
        return new Pipeline(wasm, options(options)).toCache();
    }

    private static CompilerOptions options(Map<String, String> given) {
        CompilerOptions options = CompilerOptions.defaults();
        return options.withBounds(constant(BoundsMode.class, given, GuestResource.BOUNDS, options.bounds()))
                .withMetering(constant(Metering.class, given, GuestResource.METERING, options.metering()))
                .withOptimization(Integer.parseInt(
                        given.getOrDefault(GuestResource.OPTIMIZATION, String.valueOf(options.optimization()))));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Map<String, String> given, String name, E absent) {
        String value = given.get(name);
        return value == null ? absent : Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    }
}
