package dev.hostcall.integration.border;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The text of a host class and of an interface to guests whose methods have random types. Both have the methods {@code m0}, {@code m1}
 * and so on, with the same parameters and results. A component or parameter whose name begins with {@code letter} is a code point, and
 * one that begins with {@code unsigned} is unsigned.
 */
final class RandomSignatures {
    static final String PACKAGE = "random";

    private static final List<String> PRIMITIVES =
            List.of("boolean", "byte", "short", "int", "long", "float", "double");
    private static final List<String> BOXES = List.of("Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double");
    private static final int DEEPEST = 3;
    private static final int MOST_PARTS = 5;

    private final Random random;
    private final List<String> types = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private final List<String> enums = new ArrayList<>();
    private final List<String> variants = new ArrayList<>();
    private final List<String> hostcalls = new ArrayList<>();
    private final List<String> exports = new ArrayList<>();

    private int named;

    RandomSignatures(long seed, int methods) {
        random = new Random(seed);
        for (int i = 0; i < methods; i++) {
            addMethod(i);
        }
    }

    /** The text of {@code random.Types}, which holds all types. */
    String types() {
        return """
                package random;
                import dev.hostcall.*;
                import java.util.*;
                public final class Types {
                %s}
                """.formatted(String.join("", types));
    }

    /** The text of {@code random.Host}; each method passes its number and its arguments on. */
    String host() {
        return """
                package random;
                import dev.hostcall.*;
                import java.util.*;
                import java.util.concurrent.CompletableFuture;
                import java.util.function.BiFunction;
                import random.Types.*;
                @HostcallModule("host")
                public final class Host {
                    private final BiFunction<Integer, Object[], Object> answers;
                    public Host(BiFunction<Integer, Object[], Object> answers) { this.answers = answers; }
                    @SuppressWarnings("unchecked")
                    private <T, E extends Throwable> T answer(int method, Object... arguments) throws E {
                        Object answer = answers.apply(method, arguments);
                        if (answer instanceof Throwable) {
                            throw (E) answer;
                        }
                        return (T) answer;
                    }
                %s}
                """.formatted(String.join("", hostcalls));
    }

    /** The text of {@code random.Guest}. */
    String guest() {
        return """
                package random;
                import dev.hostcall.*;
                import java.util.*;
                import java.util.concurrent.CompletableFuture;
                import random.Types.*;
                @GuestInterface
                public interface Guest {
                %s}
                """.formatted(String.join("", exports));
    }

    private void addMethod(int number) {
        List<String> parameters = components(1 + random.nextInt(MOST_PARTS));
        boolean later = random.nextInt(3) == 0;
        String value = random.nextInt(12) == 0 ? "void" : type(0, later);
        String result = later ? "CompletableFuture<%s>".formatted(value.equals("void") ? "Void" : value) : value;
        String failure = random.nextInt(4) == 0 ? failure(number) : "RuntimeException";
        String clause = failure.equals("RuntimeException") ? "" : " throws " + failure;
        String head = "%s m%d(%s)%s".formatted(result, number, String.join(", ", parameters), clause);
        String passed = parameters.stream()
                .map(parameter -> ", " + parameter.substring(parameter.lastIndexOf(' ') + 1))
                .collect(Collectors.joining());
        String body = "this.<%s, %s>answer(%d%s);"
                .formatted(later ? result : value.equals("void") ? "Void" : boxed(value), failure, number, passed);
        hostcalls.add("    @Hostcall public %s { %s%s }\n"
                .formatted(head, value.equals("void") && !later ? "" : "return ", body));
        exports.add("    " + head + ";\n");
    }

    private String failure(int number) {
        String name = "Failed" + number;
        if (random.nextInt(4) == 0) {
            types.add("    @HostcallError public static final class %s extends Exception {}\n".formatted(name));
            return name;
        }
        String error = type(1, false);
        types.add("""
                    @HostcallError public static final class %1$s extends Exception {
                        private final transient %2$s error;
                        public %1$s(%2$s error) { this.error = error; }
                        public %2$s error() { return error; }
                    }
                """.formatted(name, error));
        return name;
    }

    private static String boxed(String type) {
        int primitive = PRIMITIVES.indexOf(type);
        return primitive < 0 ? type : BOXES.get(primitive);
    }

    // ---- types ----

    private String type(int depth, boolean isBoxed) {
        List<Supplier<String>> kinds = new ArrayList<>();
        kinds.add(() -> one(isBoxed ? BOXES : PRIMITIVES));
        kinds.add(() -> "String");
        kinds.add(() -> one(PRIMITIVES) + "[]");
        kinds.add(this::enumeration);
        kinds.add(() -> "EnumSet<%s>".formatted(enumeration()));
        if (depth < DEEPEST) {
            kinds.add(() -> "List<%s>".formatted(type(depth + 1, true)));
            kinds.add(() -> "Optional<%s>".formatted(type(depth + 1, true)));
            kinds.add(() -> record(depth));
            kinds.add(() -> record(depth));
            kinds.add(() -> variant(depth));
            kinds.add(() -> variant(depth));
        }
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean again(List<String> made) {
        return !made.isEmpty() && random.nextInt(3) == 0;
    }

    private String enumeration() {
        if (again(enums)) {
            return one(enums);
        }
        String name = "Enum" + enums.size();
        String constants = IntStream.range(0, one(List.of(1, 3, 8, 9, 16, 17, 32)))
                .mapToObj(i -> "C" + i)
                .collect(Collectors.joining(", "));
        types.add("    public enum %s { %s }\n".formatted(name, constants));
        enums.add(name);
        return name;
    }

    private String record(int depth) {
        if (depth > 0 && again(records)) {
            return one(records); // those of the top may be deep themselves
        }
        String components = String.join(", ", components(1 + random.nextInt(MOST_PARTS), depth + 1));
        String name = "Record" + named++;
        types.add("    public record %s(%s) {}\n".formatted(name, components));
        if (depth >= DEEPEST - 1) {
            records.add(name);
        }
        return name;
    }

    private String variant(int depth) {
        if (again(variants)) {
            return one(variants);
        }
        List<String> cases = new ArrayList<>();
        String name = "Variant" + named++;
        for (int i = 0; i <= random.nextInt(4); i++) {
            String components = String.join(", ", components(random.nextInt(4), depth + 1));
            cases.add("        record Case%d(%s) implements %s {}\n".formatted(i, components, name));
        }
        types.add("    public sealed interface %s {\n%s    }\n".formatted(name, String.join("", cases)));
        if (depth >= DEEPEST - 1) {
            variants.add(name);
        }
        return name;
    }

    private List<String> components(int count) {
        return components(count, 0);
    }

    private List<String> components(int count, int depth) {
        List<String> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String type = type(depth, false);
            boolean isInteger = List.of("byte", "short", "int", "long").contains(type);
            if (type.equals("int") && random.nextInt(3) == 0) {
                components.add("@CodePoint int letter" + i);
            } else if (isInteger && random.nextBoolean()) {
                components.add("@Unsigned %s unsigned%d".formatted(type, i));
            } else {
                components.add("%s value%d".formatted(type, i));
            }
        }
        return components;
    }
}
