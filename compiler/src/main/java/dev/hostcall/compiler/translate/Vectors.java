package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.VectorOperator;
import dev.hostcall.compiler.translate.Accesses.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Translates operators on vectors. Each is what simd.h calls like it: {@code i8x16.add} is {@code I8X16_ADD}, whose arguments are
 * the operands and behind them the lanes it names. Accesses to memory are made of plain ones and an operator.
 */
final class Vectors {
    /** What touches memory for an operator, the type that goes through it, and what makes a vector of that, or that of a vector. */
    private record Part(Access access, WasmType type, String operator) {
        static Part of(Opcode access, WasmType type, String operator) {
            return new Part(Access.of(access), type, operator);
        }

        /** Eight bytes that are widened to sixteen. */
        static Part extended(String operator) {
            return new Part(new Access("V128_LOAD64_ZERO", Long.BYTES), WasmType.V128, operator);
        }
    }

    private static final Map<String, Part> PARTS = Map.ofEntries(
            Map.entry("v128.load8x8_s", Part.extended("I16X8_EXTEND_LOW_I8X16_S")),
            Map.entry("v128.load8x8_u", Part.extended("I16X8_EXTEND_LOW_I8X16_U")),
            Map.entry("v128.load16x4_s", Part.extended("I32X4_EXTEND_LOW_I16X8_S")),
            Map.entry("v128.load16x4_u", Part.extended("I32X4_EXTEND_LOW_I16X8_U")),
            Map.entry("v128.load32x2_s", Part.extended("I64X2_EXTEND_LOW_I32X4_S")),
            Map.entry("v128.load32x2_u", Part.extended("I64X2_EXTEND_LOW_I32X4_U")),
            Map.entry("v128.load8_splat", Part.of(Opcode.I32_LOAD8_U, WasmType.I32, "I8X16_SPLAT")),
            Map.entry("v128.load16_splat", Part.of(Opcode.I32_LOAD16_U, WasmType.I32, "I16X8_SPLAT")),
            Map.entry("v128.load32_splat", Part.of(Opcode.I32_LOAD, WasmType.I32, "I32X4_SPLAT")),
            Map.entry("v128.load64_splat", Part.of(Opcode.I64_LOAD, WasmType.I64, "I64X2_SPLAT")),
            Map.entry("v128.load8_lane", Part.of(Opcode.I32_LOAD8_U, WasmType.I32, "I8X16_REPLACE_LANE")),
            Map.entry("v128.load16_lane", Part.of(Opcode.I32_LOAD16_U, WasmType.I32, "I16X8_REPLACE_LANE")),
            Map.entry("v128.load32_lane", Part.of(Opcode.I32_LOAD, WasmType.I32, "I32X4_REPLACE_LANE")),
            Map.entry("v128.load64_lane", Part.of(Opcode.I64_LOAD, WasmType.I64, "I64X2_REPLACE_LANE")),
            Map.entry("v128.store8_lane", Part.of(Opcode.I32_STORE8, WasmType.I32, "I8X16_EXTRACT_LANE_U")),
            Map.entry("v128.store16_lane", Part.of(Opcode.I32_STORE16, WasmType.I32, "I16X8_EXTRACT_LANE_U")),
            Map.entry("v128.store32_lane", Part.of(Opcode.I32_STORE, WasmType.I32, "I32X4_EXTRACT_LANE")),
            Map.entry("v128.store64_lane", Part.of(Opcode.I64_STORE, WasmType.I64, "I64X2_EXTRACT_LANE")));

    private Vectors() {}

    static void translate(FunctionScope scope, int i, Instructions instruction) {
        VectorOperator operator = instruction.vector();
        if (operator.bytes() > 0) {
            access(scope, i, instruction);
        } else if (operator.text().equals("v128.const")) {
            scope.operands.push(new Operand.Vector(instruction.lowBits(), instruction.bits()));
        } else {
            List<Operand> operands = scope.operands.pop(operator.operands().size());
            String lanes = operator.text().equals("i8x16.shuffle")
                    ? Arrays.stream(instruction.lanes())
                            .mapToObj(lane -> ", " + lane)
                            .collect(Collectors.joining())
                    : lane(instruction);
            push(scope, operator.result().orElseThrow(), macro(operator), operands, lanes);
        }
    }

    private static String macro(VectorOperator operator) {
        return operator.text().toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static String lane(Instructions instruction) {
        return instruction.vector().namesLane() ? ", " + instruction.lane() : "";
    }

    private static void push(
            FunctionScope scope, WasmType result, String operator, List<Operand> operands, String lanes) {
        scope.operands.push(
                Operand.composed(result, call(operator, operands, lanes), operands.toArray(Operand[]::new)));
    }

    private static String call(String operator, List<Operand> operands, String lanes) {
        return operator + operands.stream().map(Operand::text).collect(Collectors.joining(", ", "(", lanes + ")"));
    }

    // ---- memory

    private static void access(FunctionScope scope, int i, Instructions instruction) {
        VectorOperator operator = instruction.vector();
        Part part = PARTS.get(operator.text());
        if (operator.result().isEmpty()) {
            store(scope, i, instruction, part);
        } else if (part == null) {
            Values.load(scope, i, instruction, whole(operator), WasmType.V128);
        } else {
            loadPart(scope, i, instruction, part);
        }
    }

    private static Access whole(VectorOperator operator) {
        return new Access(macro(operator), operator.bytes());
    }

    private static void loadPart(FunctionScope scope, int i, Instructions instruction, Part part) {
        List<Operand> operands = new ArrayList<>();
        if (instruction.vector().namesLane()) {
            operands.add(scope.operands.pop());
        }
        Values.load(scope, i, instruction, part.access(), part.type());
        operands.add(scope.operands.pop());
        push(scope, WasmType.V128, part.operator(), operands, lane(instruction));
    }

    private static void store(FunctionScope scope, int i, Instructions instruction, @Nullable Part part) {
        Operand vector = scope.operands.pop();
        if (part == null) {
            Values.store(scope, i, instruction, whole(instruction.vector()), vector);
        } else {
            String text = call(part.operator(), List.of(vector), lane(instruction));
            Values.store(scope, i, instruction, part.access(), Operand.composed(part.type(), text, vector));
        }
    }
}
