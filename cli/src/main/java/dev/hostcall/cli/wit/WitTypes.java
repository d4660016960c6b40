package dev.hostcall.cli.wit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads types of values and of functions. */
final class WitTypes {
    /** Types name others, so that few bytes can stand for very long texts. */
    private static final int LONGEST = 1 << 16;

    private static final int FIRST_PRIMITIVE = 0x64;
    private static final int LAST_PRIMITIVE = 0x7F;
    private static final Map<Integer, String> PRIMITIVES = Map.ofEntries(
            Map.entry(0x7F, "bool"),
            Map.entry(0x7E, "s8"),
            Map.entry(0x7D, "u8"),
            Map.entry(0x7C, "s16"),
            Map.entry(0x7B, "u16"),
            Map.entry(0x7A, "s32"),
            Map.entry(0x79, "u32"),
            Map.entry(0x78, "s64"),
            Map.entry(0x77, "u64"),
            Map.entry(0x76, "f32"),
            Map.entry(0x75, "f64"),
            Map.entry(0x74, "char"),
            Map.entry(0x73, "string"),
            Map.entry(0x64, "error-context"));

    private final TypeBytes in;
    private final WitScope scope;

    WitTypes(TypeBytes in, WitScope scope) {
        this.in = in;
        this.scope = scope;
    }

    /** What defines a type of values, behind its first byte. */
    WitType definition(int code) {
        String primitive = PRIMITIVES.get(code);
        if (primitive != null) {
            return WitType.inline(primitive);
        }
        return switch (code) {
            case 0x72 -> WitType.definition("record", fields());
            case 0x71 -> WitType.definition("variant", cases());
            case 0x6E -> WitType.definition("flags", labels());
            case 0x6D -> WitType.definition("enum", labels());
            case 0x70 -> inline("list<" + reference() + ">");
            case 0x67 -> inline("list<" + reference() + ", " + in.number() + ">");
            case 0x6F -> inline("tuple<" + String.join(", ", references()) + ">");
            case 0x6B -> inline("option<" + reference() + ">");
            case 0x6A -> inline(result());
            case 0x69 -> inline(scope.type(in.number()).reference());
            case 0x68 -> inline("borrow<" + scope.type(in.number()).reference() + ">");
            case 0x66 -> inline(waiting("stream"));
            case 0x65 -> inline(waiting("future"));
            default -> throw in.unknown("type", code);
        };
    }

    private WitType inline(String text) {
        if (text.length() > LONGEST) {
            throw in.wrong("a type is longer than " + LONGEST + " characters");
        }
        return WitType.inline(text);
    }

    /** A function's, behind its first byte. */
    WitFunction function(boolean async) {
        List<String> parameters = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            parameters.add(WitNames.escaped(in.name()) + ": " + reference());
        }
        if (in.choice(0, 1)) {
            in.expect(0); // results with names, of which there are none
            return new WitFunction(parameters, "", async);
        }
        return new WitFunction(parameters, reference(), async);
    }

    private String reference() {
        int first = in.next();
        if (first >= FIRST_PRIMITIVE && first <= LAST_PRIMITIVE && PRIMITIVES.containsKey(first)) {
            return PRIMITIVES.get(first);
        }
        in.back();
        String reference = scope.type(in.number()).reference();
        if (reference.isEmpty()) {
            throw in.wrong("a type is used that has no name");
        }
        return reference;
    }

    private Optional<String> optional() {
        return in.choice(0, 1) ? Optional.of(reference()) : Optional.empty();
    }

    private List<String> references() {
        List<String> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(reference());
        }
        return all;
    }

    private List<String> fields() {
        List<String> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(WitNames.escaped(in.name()) + ": " + reference() + ",");
        }
        return all;
    }

    private List<String> cases() {
        List<String> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            String name = WitNames.escaped(in.name());
            all.add(name + optional().map(type -> "(" + type + ")").orElse("") + ",");
            in.expect(0); // refines none
        }
        return all;
    }

    private List<String> labels() {
        List<String> all = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            all.add(WitNames.escaped(in.name()) + ",");
        }
        return all;
    }

    private String result() {
        Optional<String> value = optional();
        Optional<String> error = optional();
        if (error.isPresent()) {
            return "result<" + value.orElse("_") + ", " + error.get() + ">";
        }
        return value.map(type -> "result<" + type + ">").orElse("result");
    }

    private String waiting(String kind) {
        return optional().map(type -> kind + "<" + type + ">").orElse(kind);
    }
}
