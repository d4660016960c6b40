package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Signature;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that move values between C and the slots in front of the control block. */
public final class Slots {
    private static final Template SLOT = Template.of("guest_slot(g, ${index})->${member}");
    private static final Template LOAD = Template.of("(${type})guest_slot(g, ${index})->${member}");
    private static final Template CALL = Template.of("${callee}(g${arguments});\n");
    private static final Template CALL_FOR_RESULTS = Template.of("""
            ${type} r = ${callee}(g${arguments});
            ${stores}
            """);

    private Slots() {}

    private static String each(List<WasmType> types, IntFunction<String> text) {
        return IntStream.range(0, types.size()).mapToObj(text).collect(Collectors.joining());
    }

    private static String store(int index, WasmType type, String value) {
        return SLOT.fill("index", index, "member", CType.of(type).slot()) + " = " + value + ";\n";
    }

    private static String load(int index, WasmType type) {
        CType c = CType.of(type);
        return LOAD.fill("type", c.name(), "index", index, "member", c.slot());
    }

    /** {@code guest_slot(g, 0)->i32 = i_0; } and so on, in one line. */
    static String store(List<Operand> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i ->
                        store(i, values.get(i).type(), values.get(i).text()).replace('\n', ' '))
                .collect(Collectors.joining());
    }

    /** {@code u32 l_0 = (u32)guest_slot(g, 0)->i32;} and so on. */
    static String declareParameters(Signature signature) {
        List<WasmType> types = signature.parameters();
        return each(types, i -> CType.of(types.get(i)).name() + " l_" + i + " = " + load(i, types.get(i)) + ";\n");
    }

    /** {@code guest_slot(g, 0)->i32 = l_0;} and so on. */
    public static String storeParameters(Signature signature) {
        List<WasmType> types = signature.parameters();
        return each(types, i -> store(i, types.get(i), "l_" + i));
    }

    /** {@code return (u32)guest_slot(g, 0)->i32;}, or nothing. */
    public static String returnResults(Signature signature, CTypes types) {
        List<WasmType> results = signature.results();
        if (results.isEmpty()) {
            return "";
        }
        if (results.size() == 1) {
            return "return " + load(0, results.get(0)) + ";\n";
        }
        String members = IntStream.range(0, results.size())
                .mapToObj(i -> load(i, results.get(i)))
                .collect(Collectors.joining(", "));
        return "return (" + types.result(results) + "){" + members + "};\n";
    }

    /** Calls {@code callee}, an expression, with arguments from the slots, and leaves the results there. */
    public static String callFromSlots(Signature signature, String callee, CTypes types) {
        List<WasmType> parameters = signature.parameters();
        List<WasmType> results = signature.results();
        String arguments = each(parameters, i -> ", " + load(i, parameters.get(i)));
        if (results.isEmpty()) {
            return CALL.fill("callee", callee, "arguments", arguments);
        }
        String stores = each(results, i -> store(i, results.get(i), results.size() == 1 ? "r" : "r.v_" + i));
        return CALL_FOR_RESULTS.fill(
                "type", types.result(results), "callee", callee, "arguments", arguments, "stores", stores);
    }
}
