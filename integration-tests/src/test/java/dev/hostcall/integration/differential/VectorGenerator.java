package dev.hostcall.integration.differential;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.VectorOperator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Modules in the text format whose functions compute with vectors: all operators but the relaxed ones. Each function leaves its result in
 * memory, as no other engine's host sees vectors. What is no number is made the canonical one at once, as its bits are not
 * specified.
 */
final class VectorGenerator {
    static final int FUNCTIONS = 30;

    /** Where results lie; what lies before is read. */
    static final int RESULTS = 1024;

    private static final int DEPTH = 6;
    private static final List<VectorOperator> OPERATORS = VectorOperator.all().stream()
            .filter(operator -> !operator.text().contains("relaxed"))
            .toList();
    private static final List<String> CALCULATE = List.of(
            "add",
            "sub",
            "mul",
            "div",
            "min",
            "max",
            "sqrt",
            "ceil",
            "floor",
            "trunc",
            "nearest",
            "relaxed_madd",
            "relaxed_nmadd");

    private final Random random;

    VectorGenerator(long seed) {
        random = new Random(seed);
    }

    /** A module with a memory and functions {@code f0} and so on, without parameters and results. */
    String module() {
        StringBuilder text = new StringBuilder("(module (memory (export \"memory\") 1)\n(global $g (mut v128) ")
                .append(constant())
                .append(")\n(data (i32.const 0) \"")
                .append(IntStream.range(0, RESULTS / 8).mapToObj(i -> bytes()).collect(Collectors.joining()))
                .append("\")\n");
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(func (export \"f%d\") (local $a v128) (local $b v128) (local $c v128) (local $t v128)\n"
                    .formatted(i));
            for (String local : List.of("$a", "$b", "$c")) {
                text.append("(local.set %s %s)\n".formatted(local, expression(WasmType.V128, 2)));
            }
            text.append(store(1))
                    .append("(global.set $g ")
                    .append(expression(WasmType.V128, 1))
                    .append(")\n");
            text.append("(v128.store (i32.const %d) %s))\n"
                    .formatted(RESULTS + VectorOperator.BYTES * i, expression(WasmType.V128, 0)));
        }
        return text.append(")").toString();
    }

    private String bytes() {
        Type type = random.nextBoolean() ? Type.F64 : Type.F32;
        long bits = random.nextInt(4) == 0 ? Type.I64.edge(random) : type.edge(random);
        if (type == Type.F32) {
            bits |= Type.F32.edge(random) << 32;
        }
        return bytes(bits);
    }

    /** As they stand in the text of a data segment. */
    static String bytes(long bits) {
        return IntStream.range(0, 8)
                .mapToObj(i -> "\\%02x".formatted((bits >>> (8 * i)) & 0xFF))
                .collect(Collectors.joining());
    }

    private String constant() {
        return constant(WasmType.V128, Type.F64.edge(random), Type.I64.edge(random));
    }

    /** A constant of these bits; {@code high} are those of a vector's upper half. */
    static String constant(WasmType type, long bits, long high) {
        return switch (type) {
            case I32 -> "(i32.const 0x%x)".formatted((int) bits);
            case I64 -> "(i64.const 0x%x)".formatted(bits);
            case F32 -> "(f32.reinterpret_i32 (i32.const 0x%x))".formatted((int) bits);
            case F64 -> "(f64.reinterpret_i64 (i64.const 0x%x))".formatted(bits);
            default -> "(v128.const i64x2 0x%x 0x%x)".formatted(bits, high);
        };
    }

    private String expression(WasmType type, int depth) {
        if (depth >= DEPTH || random.nextInt(8) == 0) {
            return leaf(type);
        }
        if (type == WasmType.V128 && random.nextInt(12) == 0) {
            return "(select %s %s %s)"
                    .formatted(
                            expression(type, depth + 1),
                            expression(type, depth + 1),
                            expression(WasmType.I32, depth + 1));
        }
        List<VectorOperator> fitting = OPERATORS.stream()
                .filter(operator -> operator.result().filter(type::equals).isPresent())
                .toList();
        return fitting.isEmpty() ? leaf(type) : apply(fitting.get(random.nextInt(fitting.size())), depth);
    }

    private String leaf(WasmType type) {
        return switch (type) {
            case I32 -> constant(type, Type.I32.edge(random), 0);
            case I64 -> constant(type, Type.I64.edge(random), 0);
            case F32 -> constant(type, Type.F32.edge(random), 0);
            case F64 -> constant(type, Type.F64.edge(random), 0);
            default ->
                switch (random.nextInt(6)) {
                    case 0 -> constant();
                    case 1 -> "(global.get $g)";
                    case 2 -> "(v128.load (i32.const %d))".formatted(random.nextInt(RESULTS - VectorOperator.BYTES));
                    default -> "(local.get $%c)".formatted("abc".charAt(random.nextInt(3)));
                };
        };
    }

    private String apply(VectorOperator operator, int depth) {
        if (operator.text().equals("v128.const")) {
            return constant();
        }
        StringBuilder text = new StringBuilder("(").append(operator.text()).append(immediates(operator, random));
        for (WasmType type : operator.operands()) {
            boolean isAddress = operator.bytes() > 0 && type == WasmType.I32;
            text.append(' ').append(isAddress ? address(depth) : expression(type, depth + 1));
        }
        text.append(')');
        return calculates(operator) ? canonical(operator, text.toString()) : text.toString();
    }

    /** What stands between an operator's name and its operands: an offset, lanes. */
    static String immediates(VectorOperator operator, Random random) {
        if (operator.text().equals("i8x16.shuffle")) {
            return IntStream.range(0, 16)
                    .mapToObj(i -> " " + random.nextInt(32))
                    .collect(Collectors.joining());
        }
        String offset = operator.bytes() > 0 ? " offset=" + random.nextInt(8) : "";
        return offset + (operator.namesLane() ? " " + random.nextInt(operator.lanes()) : "");
    }

    private String address(int depth) {
        return "(i32.and %s (i32.const 511))".formatted(expression(WasmType.I32, depth + 1));
    }

    private String store(int depth) {
        List<VectorOperator> stores = OPERATORS.stream()
                .filter(operator -> operator.result().isEmpty())
                .toList();
        return apply(stores.get(random.nextInt(stores.size())), depth) + "\n";
    }

    /** Whether it gives floats whose bits are not specified where they are no numbers. */
    static boolean calculates(VectorOperator operator) {
        String[] parts = operator.text().toLowerCase(Locale.ROOT).split("\\.", -1);
        return parts[0].startsWith("f")
                && (CALCULATE.contains(parts[1]) || parts[1].startsWith("demote") || parts[1].startsWith("promote"));
    }

    /** The same, but for lanes that are no number. */
    static String canonical(VectorOperator operator, String value) {
        String shape = operator.text().substring(0, 5);
        String nan = shape.equals("f32x4")
                ? "i32x4 0x7fc00000 0x7fc00000 0x7fc00000 0x7fc00000"
                : "i64x2 0x7ff8000000000000 0x7ff8000000000000";
        return "(v128.bitselect (local.tee $t %s) (v128.const %s) (%s.eq (local.get $t) (local.get $t)))"
                .formatted(value, nan, shape);
    }
}
