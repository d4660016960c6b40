package dev.hostcall.integration.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Modules in the text format whose functions throw and catch, in the old form, which every engine has. A function calls those
 * before it; a trace of where it came by goes into a global, and with its result into memory.
 */
final class ExceptionGenerator {
    static final int FUNCTIONS = 8;

    /** Where results lie. */
    static final int SEEN = 16 * FUNCTIONS;

    private static final int DEPTH = 5;
    private static final List<String> OPERATORS = List.of("add", "sub", "xor", "mul");
    private static final List<String> LOCALS = List.of("$x", "$y");

    private final Random random;

    /** Labels of the blocks that are open, the innermost last. */
    private final List<String> labels = new ArrayList<>();

    /** Those of tries whose catches are open. */
    private final List<String> catching = new ArrayList<>();

    private int function;
    private int places;
    private boolean isInLoop;

    ExceptionGenerator(long seed) {
        random = new Random(seed);
    }

    /** A module with a memory and functions {@code f0} and so on, without parameters and results. */
    String module() {
        StringBuilder text = new StringBuilder("""
                (module (memory (export "memory") 1)
                (type $f (func (param i64) (result i64)))
                (tag $i (param i32)) (tag $pair (param i64 f64)) (tag $none)
                (global $trace (mut i64) (i64.const 1))
                (func $at (param i64)
                  (global.set $trace (i64.add (i64.mul (global.get $trace) (i64.const 31)) (local.get 0))))
                (table funcref (elem""");
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append(" $f").append(i);
        }
        text.append("))\n");
        for (function = 0; function < FUNCTIONS; function++) {
            text.append("(func $f%d (type $f) (param $x i64) (result i64) (local $y i64) (local $z i64)\n%s %s)\n"
                    .formatted(function, statements(0), expression(0)));
            text.append(entry());
        }
        return text.append(")").toString();
    }

    private String entry() {
        return """
                (func (export "f%1$d")
                  (try (do (i64.store (i32.const %2$d) (call $f%1$d (i64.const %3$d))))
                    (catch $i (i64.extend_i32_s) (call $at))
                    (catch_all (call $at (i64.const -1))))
                  (i64.store (i32.const %4$d) (global.get $trace)))
                """.formatted(function, 16 * function, random.nextInt(100), 16 * function + 8);
    }

    private String statements(int depth) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(3); count > 0; count--) {
            text.append(statement(depth)).append('\n');
        }
        return text.toString();
    }

    private String statement(int depth) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> "(local.set %s %s)".formatted(pick(LOCALS), expression(depth + 2));
            case 2 ->
                "(if (i32.and (i32.const %d) (i32.wrap_i64 %s)) (then %s))"
                        .formatted(1 << random.nextInt(3), expression(depth + 3), throwing(depth + 3));
            case 3 -> loop(depth);
            default -> "(call $at (i64.const %d))".formatted(++places);
        };
    }

    /** A few rounds, each of which may be left through a try. */
    private String loop(int depth) {
        if (depth >= DEPTH - 2 || isInLoop) {
            return "(nop)";
        }
        isInLoop = true;
        String label = "$l" + ++places;
        String text = """
                (local.set $z (i64.const %d))
                (loop %s
                  (local.set $y (i64.add (local.get $y) %s))
                  (local.set $z (i64.sub (local.get $z) (i64.const 1)))
                  (br_if %s (i64.gt_s (local.get $z) (i64.const 0))))""".formatted(random.nextInt(4), label, tryBlock(depth + 2), label);
        isInLoop = false;
        return text;
    }

    private String throwing(int depth) {
        if (!catching.isEmpty() && random.nextInt(3) == 0) {
            return "(rethrow " + pick(catching) + ")";
        }
        return switch (random.nextInt(3)) {
            case 0 -> "(throw $i (i32.wrap_i64 %s))".formatted(expression(depth + 1));
            case 1 -> "(throw $pair %s (f64.convert_i64_s %s))".formatted(expression(depth + 1), expression(depth + 1));
            default -> "(throw $none)";
        };
    }

    private String expression(int depth) {
        if (depth >= DEPTH) {
            return random.nextBoolean() ? "(i64.const " + random.nextInt(10) + ")" : "(local.get " + pick(LOCALS) + ")";
        }
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> tryBlock(depth);
            case 3 -> "(block (result i64) %s %s)".formatted(statements(depth + 1), throwing(depth + 1));
            case 4 -> call(depth);
            case 5 ->
                labels.isEmpty()
                        ? expression(depth + 1)
                        : "(block (result i64) (br %s %s))".formatted(pick(labels), expression(depth + 1));
            default -> "(i64.%s %s %s)".formatted(pick(OPERATORS), expression(depth + 2), expression(depth + 2));
        };
    }

    private String call(int depth) {
        if (function == 0) {
            return expression(depth + 1);
        }
        int callee = random.nextInt(function);
        String argument = expression(depth + 1);
        return random.nextInt(3) == 0
                ? "(call_indirect (type $f) %s (i32.const %d))".formatted(argument, callee)
                : "(call $f%d %s)".formatted(callee, argument);
    }

    private String tryBlock(int depth) {
        String label = "$t" + ++places;
        String outer = labels.isEmpty() ? "" : pick(labels);
        labels.add(label);
        StringBuilder text = new StringBuilder(
                "(try %s (result i64) (do %s %s)\n".formatted(label, statements(depth + 1), expression(depth + 1)));
        if (!outer.isEmpty() && random.nextInt(5) == 0) {
            labels.remove(label);
            return text.append("(delegate ").append(outer).append("))").toString();
        }
        catching.add(label);
        if (random.nextBoolean()) {
            text.append("(catch $i (i64.extend_i32_u) (i64.add %s))\n".formatted(expression(depth + 2)));
        }
        if (random.nextBoolean()) {
            text.append("(catch $pair (i64.reinterpret_f64) (i64.xor) (local.set $y) %s (local.get $y))\n"
                    .formatted(statements(depth + 1)));
        }
        if (random.nextInt(3) == 0) {
            text.append("(catch_all %s %s)\n".formatted(statements(depth + 1), expression(depth + 1)));
        } else {
            text.append("(catch $none %s)\n".formatted(expression(depth + 2)));
        }
        catching.remove(label);
        labels.remove(label);
        return text.append(")").toString();
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
