package dev.hostcall.processor.writer;

import static java.util.stream.Collectors.joining;

import dev.hostcall.abi.WasmType;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.ImportName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Third phase: writes the imports in the WebAssembly text format, as a module of nothing else. */
public final class WatWriter {
    private static final String PUNCTUATION_OF_NAMES = "!#$%&'*+-./:<=>?@\\^_`|~";

    private final HostcallClass hostcalls;
    private final Identifiers functions = new Identifiers(Set.of());

    private WatWriter(HostcallClass hostcalls) {
        this.hostcalls = hostcalls;
    }

    /** The text of the module. */
    public static String write(HostcallClass hostcalls) {
        return new WatWriter(hostcalls).module();
    }

    private String module() {
        return """
                ;; What guests import to call %s. Generated from it; do not edit.
                (module
                %s)
                """.formatted(Escapes.printable(hostcalls.canonicalName()), imports());
    }

    private String imports() {
        return hostcalls.hostcalls().stream().map(this::function).collect(joining());
    }

    // ;; Kv.fetch(Vmctx, String, MemorySlice)
    // (import "env" "fetch" (func $env.fetch (param $key i32) (param $key_length i32) … (result i32)))
    private String function(Hostcall hostcall) {
        ImportName name = hostcall.importName();
        return "  ;; %s%s\n  (import \"%s\" \"%s\" (func $%s%s%s))\n"
                .formatted(
                        Escapes.printable(hostcalls.describe(hostcall)),
                        otherForms(hostcall),
                        literal(name.module()),
                        literal(name.field()),
                        functions.unique(identifier(name.module() + "." + name.field())),
                        parameters(hostcall),
                        results(hostcall));
    }

    /** What else an import may be of, for the comment. */
    private static String otherForms(Hostcall hostcall) {
        return hostcall.forms().stream()
                .skip(1)
                .map(form -> ", or" + types("param", form.wasmParameters()) + types("result", form.wasmResults()))
                .collect(joining());
    }

    private static String types(String what, List<WasmType> types) {
        return types.isEmpty()
                ? ""
                : types.stream().map(WasmType::toString).collect(joining(" ", " (" + what + " ", ")"));
    }

    private static String parameters(Hostcall hostcall) {
        Identifiers names = new Identifiers(Set.of());
        return GuestParameter.of(hostcall).stream()
                .map(each -> " (param $%s %s)".formatted(names.unique(identifier(each.name())), each.type()))
                .collect(joining());
    }

    private static String results(Hostcall hostcall) {
        return hostcall.wasmResults().stream().map(" (result %s)"::formatted).collect(joining());
    }

    private static String identifier(String text) {
        return Identifiers.replace(
                text, point -> Identifiers.isAsciiLetterOrDigit(point) || PUNCTUATION_OF_NAMES.indexOf(point) >= 0);
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet >= ' ' && octet <= '~' && octet != '"' && octet != '\\';
            literal.append(plain ? String.valueOf((char) octet) : String.format(Locale.ROOT, "\\%02x", octet & 0xff));
        }
        return literal.toString();
    }
}
