package dev.hostcall.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Classes of hostcalls and interfaces to guests of random types, in interfaces of WIT's. */
final class RandomHost {
    /** The types without parts. */
    static final List<String> LEAVES = List.of(
            "int",
            "long",
            "float",
            "double",
            "boolean",
            "byte",
            "short",
            "@Unsigned byte",
            "@Unsigned short",
            "@Unsigned int",
            "@Unsigned long",
            "@CodePoint int",
            "String",
            "byte[]",
            "short[]",
            "int[]",
            "long[]",
            "float[]",
            "double[]",
            "boolean[]",
            "@Unsigned short[]",
            "@Unsigned long[]",
            "@CodePoint int[]");

    private static final Map<String, String> BOXES = Map.of(
            "int", "Integer", "long", "Long", "float", "Float", "double", "Double", "boolean", "Boolean", "byte",
            "Byte", "short", "Short");

    private static final int[] SIZES = {1, 2, 8, 9, 16, 17, 32};

    private final Random random;
    private final StringBuilder declarations = new StringBuilder();
    private final List<String> known = new ArrayList<>();
    private final List<String> enums = new ArrayList<>();
    private int number;

    private RandomHost(Random random) {
        this.random = random;
    }

    /** The name of the class that stands for a type where a primitive one cannot. */
    static String boxed(String type) {
        String plain = type.substring(type.indexOf(' ') + 1);
        return type.substring(0, type.indexOf(' ') + 1) + BOXES.getOrDefault(plain, plain);
    }

    /** A whole file. */
    static String source(Random random) {
        return new RandomHost(random).file();
    }

    private String file() {
        boolean isGuest = random.nextBoolean();
        StringBuilder methods = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            methods.append(isGuest ? "" : "@Hostcall ").append(method(i)).append('\n');
        }
        String annotation = isGuest ? "@GuestInterface" : "@HostcallModule";
        return Javac.source(annotation + "(\"acme:any/types@1.2.3\") interface Any {\n" + declarations + methods + "}");
    }

    private String method(int index) {
        List<String> parameters = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            parameters.add(type(3) + " p" + i);
        }
        String result = random.nextInt(6) == 0 ? "void" : type(3);
        if (random.nextInt(4) == 0) {
            result = "CompletableFuture<" + (result.equals("void") ? "Void" : boxed(result)) + ">";
        }
        String failure = random.nextInt(3) == 0 ? " throws " + error() : "";
        return result + " call" + index + "(" + String.join(", ", parameters) + ")" + failure + ";";
    }

    private String error() {
        String name = "F" + number++;
        String value = random.nextInt(4) == 0 ? "" : type(2);
        declarations.append("@HostcallError final class ").append(name).append(" extends Exception {\n");
        declarations.append("private static final long serialVersionUID = 1L;\n");
        if (value.isEmpty()) {
            declarations.append(name).append("() {}\n");
        } else {
            declarations.append("""
                    private final transient %2$s error;
                    %1$s(%2$s error) { this.error = error; }
                    %2$s error() { return error; }
                    """.formatted(name, value));
        }
        declarations.append("}\n");
        return name;
    }

    private String type(int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(10);
        return switch (choice) {
            case 0, 1, 2 -> LEAVES.get(random.nextInt(LEAVES.size()));
            case 3 -> "List<" + boxed(type(depth - 1)) + ">";
            case 4 -> "Optional<" + boxed(type(depth - 1)) + ">";
            case 5 -> constants();
            case 6 -> "EnumSet<" + constants() + ">";
            case 7 -> structure("", depth);
            case 8 -> variant(depth);
            default -> known.isEmpty() ? structure("", depth) : known.get(random.nextInt(known.size()));
        };
    }

    private String constants() {
        if (enums.isEmpty() || random.nextBoolean()) {
            String name = "E" + number++;
            enums.add(name);
            List<String> constants = new ArrayList<>();
            for (int i = SIZES[random.nextInt(SIZES.length)]; i > 0; i--) {
                constants.add("CONSTANT_" + i);
            }
            declarations.append("enum %s { %s }\n".formatted(name, String.join(", ", constants)));
            return name;
        }
        return enums.get(random.nextInt(enums.size()));
    }

    private String structure(String supertype, int depth) {
        String name = "R" + number++;
        List<String> components = new ArrayList<>();
        int least = supertype.isEmpty() ? 1 : 0;
        for (int i = random.nextInt(5) + least; i > 0; i--) {
            components.add(type(depth - 1) + " c" + i);
        }
        declarations.append("record %s(%s)%s {}\n".formatted(name, String.join(", ", components), supertype));
        if (supertype.isEmpty()) {
            known.add(name);
        }
        return name;
    }

    private String variant(int depth) {
        String name = "V" + number++;
        List<String> cases = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            cases.add(structure(" implements " + name, depth));
        }
        declarations.append("sealed interface %s permits %s {}\n".formatted(name, String.join(", ", cases)));
        known.add(name);
        return name;
    }
}
