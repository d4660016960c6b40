package dev.hostcall.integration.differential;

import dev.hostcall.compiler.read.AtomicOperator;
import dev.hostcall.compiler.read.AtomicOperator.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Modules in the text format with three memories, one of which has addresses of 64 bits, and atomic operators on the first, which is as
 * much as the assembler knows. Each function returns a number that depends on all that it has read; few accesses are out of bounds.
 */
final class MemoryGenerator {
    static final int FUNCTIONS = 12;

    private static final int STATEMENTS = 14;
    private static final int DEPTH = 3;
    private static final int DATA = 64;

    private static final List<String> LOADS = List.of(
            "i32.load",
            "i32.load8_s",
            "i32.load8_u",
            "i32.load16_s",
            "i32.load16_u",
            "i64.load",
            "i64.load8_s",
            "i64.load8_u",
            "i64.load16_s",
            "i64.load16_u",
            "i64.load32_s",
            "i64.load32_u");
    private static final List<String> STORES =
            List.of("i32.store", "i32.store8", "i32.store16", "i64.store", "i64.store8", "i64.store16", "i64.store32");
    /** Without those that wabt has not. */
    private static final List<AtomicOperator> ATOMICS = AtomicOperator.all().stream()
            .filter(operator -> operator.kind() != Kind.WAIT)
            .filter(operator -> operator.kind() != Kind.NOTIFY && operator.kind() != Kind.FENCE)
            .toList();

    private final Random random;

    MemoryGenerator(long seed) {
        random = new Random(seed);
    }

    /** A memory, by its name. */
    private enum Memory {
        A("i32"),
        B("i64"),
        C("i32");

        final String address;

        Memory(String address) {
            this.address = address;
        }

        @Override
        public String toString() {
            return "$" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** A module with functions {@code f0} and so on, without parameters, of a result of type i64. */
    String module() {
        String data = IntStream.range(0, DATA)
                .mapToObj(i -> "\\%02x".formatted(random.nextInt(256)))
                .collect(Collectors.joining());
        StringBuilder text = new StringBuilder("""
                (module (memory $a 1 2 shared) (memory $b i64 1 3) (memory $c 1 1)
                (data $d "%s") (data (memory $c) (i32.const 32) "%s")
                """.formatted(data, data));
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(func (export \"f%d\") (result i64) (local $x i64) (local $y i64)\n".formatted(i));
            for (int statement = 0; statement < STATEMENTS; statement++) {
                text.append(statement()).append('\n');
            }
            text.append("(local.get $x))\n");
        }
        return text.append(")").toString();
    }

    private Memory memory() {
        return Memory.values()[random.nextInt(Memory.values().length)];
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String statement() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> note(load(memory()));
            case 3, 4, 5 -> store(memory());
            case 6, 7, 8 -> atomic();
            case 9 -> note("(i64.add (%s) (i64.const 1))".formatted(random.nextBoolean() ? grow() : size()));
            case 10 -> random.nextInt(4) == 0 ? "(data.drop $d)" : bulk();
            default -> "(local.set $y %s)".formatted(value("i64", 0));
        };
    }

    /** Mixes a number into what is returned. */
    private static String note(String number) {
        return "(local.set $x (i64.add (i64.mul (local.get $x) (i64.const 1099511628211)) %s))".formatted(number);
    }

    private static String wide(String type, String number) {
        return type.equals("i64") ? number : "(i64.extend_i32_u " + number + ")";
    }

    private String load(Memory memory) {
        String load = any(LOADS);
        return wide(
                load.substring(0, 3),
                "(%s %s offset=%d %s)".formatted(load, memory, random.nextInt(16), address(memory, 511)));
    }

    private String store(Memory memory) {
        String store = any(STORES);
        return "(%s %s offset=%d %s %s)"
                .formatted(store, memory, random.nextInt(16), address(memory, 511), value(store.substring(0, 3), 0));
    }

    private String atomic() {
        AtomicOperator operator = any(ATOMICS);
        String type = operator.text().substring(0, 3);
        String values = IntStream.range(1, operator.operands())
                .mapToObj(i -> " " + value(type, 1))
                .collect(Collectors.joining());
        String text =
                "(%s offset=%d %s%s)".formatted(operator.text(), 8 * random.nextInt(3), address(Memory.A, 504), values);
        return operator.result().isEmpty() ? text : note(wide(type, text));
    }

    private String grow() {
        return random.nextBoolean()
                ? "memory.grow $b (i64.const %d)".formatted(random.nextInt(2))
                : "i64.extend_i32_s (memory.grow $a (i32.const %d))".formatted(random.nextInt(2));
    }

    private String size() {
        return random.nextBoolean() ? "memory.size $b" : "i64.extend_i32_s (memory.size $a)";
    }

    private String bulk() {
        Memory to = memory();
        Memory from = memory();
        int length = random.nextInt(100);
        return switch (random.nextInt(3)) {
            case 0 -> {
                String least = to == Memory.B && from == Memory.B ? "i64" : "i32";
                yield "(memory.copy %s %s %s %s (%s.const %d))"
                        .formatted(to, from, address(to, 511), address(from, 511), least, length);
            }
            case 1 ->
                "(memory.fill %s %s %s (%s.const %d))"
                        .formatted(to, address(to, 511), value("i32", 1), to.address, length);
            default ->
                "(memory.init %s $d %s (i32.const %d) (i32.const %d))"
                        .formatted(to, address(to, 511), random.nextInt(DATA / 2), random.nextInt(DATA / 2));
        };
    }

    /** One that is mostly small, and a number with these bits at most. */
    private String address(Memory memory, int mask) {
        if (random.nextInt(60) == 0) {
            long wild = Type.I64.edge(random) & -8;
            return memory.address.equals("i64")
                    ? "(i64.const 0x%x)".formatted(wild)
                    : "(i32.const 0x%x)".formatted((int) wild);
        }
        return "(%s.and %s (%s.const %d))".formatted(memory.address, value(memory.address, 1), memory.address, mask);
    }

    private String value(String type, int depth) {
        if (type.equals("i32")) {
            return "(i32.wrap_i64 %s)".formatted(value("i64", depth + 1));
        }
        if (depth >= DEPTH) {
            return random.nextBoolean() ? "(local.get $x)" : "(local.get $y)";
        }
        return switch (random.nextInt(6)) {
            case 0 -> "(i64.const 0x%x)".formatted(Type.I64.edge(random));
            case 1 -> load(memory());
            case 2 -> "(i64.add %s %s)".formatted(value("i64", depth + 1), value("i64", depth + 1));
            case 3 -> "(i64.xor %s %s)".formatted(value("i64", depth + 1), value("i64", depth + 1));
            default -> random.nextBoolean() ? "(local.get $x)" : "(local.get $y)";
        };
    }
}
