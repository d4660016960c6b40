package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.translate.Operand.Variable;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that move values between C and the slots in front of the control block. */
public final class Slots {
    private static final Template SLOT = Template.of("guest_slot(g, ${index})->${member}");
    private static final Template LOAD = Template.of("(${type})guest_slot(g, ${index})->${member}");
    private static final Template VECTOR =
            Template.of("V128_OF(guest_slot(g, ${low})->i64, guest_slot(g, ${high})->i64)");
    private static final Template CALL = Template.of("${callee}(g${arguments});\n${between}");
    private static final Template CALL_FOR_RESULTS = Template.of("""
            ${type} r = ${callee}(g${arguments});
            ${between}
            ${stores}
            """);

    private Slots() {}

    private static String each(List<WasmType> types, IntFunction<String> text) {
        return IntStream.range(0, types.size()).mapToObj(text).collect(Collectors.joining());
    }

    /** The first slot of a value: those before it may take two. */
    private static int slot(List<WasmType> types, int value) {
        return types.subList(0, value).stream().mapToInt(WasmType::slots).sum();
    }

    /** Writes one of the values; {@code text} is a variable. */
    private static String store(List<WasmType> types, int value, String text) {
        int slot = slot(types, value);
        WasmType type = types.get(value);
        return type == WasmType.V128
                ? store(slot, type, "V128_LOW(" + text + ")") + store(slot + 1, type, "V128_HIGH(" + text + ")")
                : store(slot, type, text);
    }

    private static String store(int slot, WasmType type, String value) {
        return SLOT.fill("index", slot, "member", CType.of(type).slot()) + " = " + value + ";\n";
    }

    private static String load(List<WasmType> types, int value) {
        int slot = slot(types, value);
        CType c = CType.of(types.get(value));
        return types.get(value) == WasmType.V128
                ? VECTOR.fill("low", slot, "high", slot + 1)
                : LOAD.fill("type", c.name(), "index", slot, "member", c.slot());
    }

    /** {@code guest_slot(g, 0)->i32 = i_0; } and so on, in one line. */
    static String store(List<Operand> values) {
        List<WasmType> types = values.stream().map(Operand::type).toList();
        return each(types, i -> store(types, i, values.get(i).text()).replace('\n', ' '));
    }

    /** {@code i_0 = (u32)guest_slot(g, 0)->i32; } and so on, in one line. */
    static String load(List<Variable> variables) {
        List<WasmType> types = variables.stream().map(Operand::type).toList();
        return each(types, i -> variables.get(i).text() + " = " + load(types, i) + "; ");
    }

    /** {@code u32 l_0 = (u32)guest_slot(g, 0)->i32;} and so on. */
    static String declareParameters(Signature signature) {
        List<WasmType> types = signature.parameters();
        return each(types, i -> CType.of(types.get(i)).name() + " l_" + i + " = " + load(types, i) + ";\n");
    }

    /** {@code guest_slot(g, 0)->i32 = l_0;} and so on. */
    public static String storeParameters(Signature signature) {
        List<WasmType> types = signature.parameters();
        return each(types, i -> store(types, i, "l_" + i));
    }

    /** {@code return (u32)guest_slot(g, 0)->i32;}, or nothing. */
    public static String returnResults(Signature signature, CTypes types) {
        List<WasmType> results = signature.results();
        if (results.isEmpty()) {
            return "";
        }
        if (results.size() == 1) {
            return "return " + load(results, 0) + ";\n";
        }
        String members = IntStream.range(0, results.size())
                .mapToObj(i -> load(results, i))
                .collect(Collectors.joining(", "));
        return "return (" + types.result(results) + "){" + members + "};\n";
    }

    /**
     * Calls {@code callee}, an expression, with arguments from the slots, and leaves the results there; {@code between} are the
     * lines between the two.
     */
    public static String callFromSlots(Signature signature, String callee, String between, CTypes types) {
        List<WasmType> parameters = signature.parameters();
        List<WasmType> results = signature.results();
        String arguments = each(parameters, i -> ", " + load(parameters, i));
        if (results.isEmpty()) {
            return CALL.fill("callee", callee, "arguments", arguments, "between", between);
        }
        String stores = each(results, i -> store(results, i, results.size() == 1 ? "r" : "r.v_" + i));
        return CALL_FOR_RESULTS.fill(
                "type",
                types.result(results),
                "callee",
                callee,
                "arguments",
                arguments,
                "between",
                between,
                "stores",
                stores);
    }
}
