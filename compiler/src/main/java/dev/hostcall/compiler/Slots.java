package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.Type;
import java.util.List;

/** The statements that move values between C and the slots in front of the control block. */
final class Slots {
    private Slots() {}

    private static String slot(int index, Type type) {
        return "guest_slot(g, " + index + ")->" + type.slot;
    }

    /** {@code guest_slot(g, 0)->i32 = l_0;} and so on. */
    static String storeParameters(Signature signature) {
        StringBuilder text = new StringBuilder();
        List<Type> parameters = signature.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            text.append("    ")
                    .append(slot(i, parameters.get(i)))
                    .append(" = l_")
                    .append(i)
                    .append(";\n");
        }
        return text.toString();
    }

    /** {@code return guest_slot(g, 0)->i32;}. */
    static String returnResults(Signature signature, CTypes types) {
        List<Type> results = signature.results();
        if (results.isEmpty()) {
            return "";
        }
        if (results.size() == 1) {
            return "    return " + load(0, results.get(0)) + ";\n";
        }
        StringBuilder text = new StringBuilder("    return (" + types.result(results) + "){");
        for (int i = 0; i < results.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(load(i, results.get(i)));
        }
        return text.append("};\n").toString();
    }

    /** Calls {@code callee}, an expression, with arguments from the slots, and leaves the results there. */
    static String callFromSlots(Signature signature, String callee, CTypes types) {
        StringBuilder call = new StringBuilder(callee).append("(g");
        List<Type> parameters = signature.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            call.append(", ").append(load(i, parameters.get(i)));
        }
        call.append(");\n");
        List<Type> results = signature.results();
        if (results.isEmpty()) {
            return "    " + call;
        }
        StringBuilder text = new StringBuilder("    ")
                .append(types.result(results))
                .append(" r = ")
                .append(call);
        for (int i = 0; i < results.size(); i++) {
            String value = results.size() == 1 ? "r" : "r.v_" + i;
            text.append("    ")
                    .append(slot(i, results.get(i)))
                    .append(" = ")
                    .append(value)
                    .append(";\n");
        }
        return text.toString();
    }

    private static String load(int index, Type type) {
        return "(" + type.c + ")" + slot(index, type);
    }
}
