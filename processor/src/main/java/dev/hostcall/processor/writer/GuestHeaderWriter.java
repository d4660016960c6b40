package dev.hostcall.processor.writer;

import static java.util.stream.Collectors.joining;

import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.ImportName;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Third phase: writes the C header for guests that clang compiles to Wasm. C++ can include it, too. */
public final class GuestHeaderWriter {
    // Of C23 and C++23, and the types that a declaration may need after a parameter has been named.
    static final Set<String> RESERVED = Set.of(("alignas alignof and and_eq asm auto bitand bitor bool break case"
                    + " catch char char16_t char32_t char8_t class co_await co_return co_yield compl concept const"
                    + " const_cast consteval constexpr constinit continue decltype default delete do double dynamic_cast"
                    + " else enum explicit export extern false float for friend goto if inline int int32_t int64_t long"
                    + " mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public"
                    + " register reinterpret_cast requires restrict return short signed size_t sizeof static"
                    + " static_assert static_cast struct switch template this thread_local throw true try typedef typeid"
                    + " typename typeof typeof_unqual union unsigned using virtual void volatile wchar_t while xor xor_eq"
                    + " _Alignas _Alignof _Atomic _BitInt _Bool _Complex _Decimal128 _Decimal32 _Decimal64 _Generic"
                    + " _Imaginary _Noreturn _Static_assert _Thread_local")
            .split(" "));

    private final HostcallClass hostcalls;
    private final JavaClass source;
    private final Documentation documentation;
    private final Identifiers functions = new Identifiers(RESERVED);
    private final CTypes types;

    private GuestHeaderWriter(HostcallClass hostcalls, Documentation documentation) {
        this.hostcalls = hostcalls;
        this.source = new JavaClass(hostcalls.packageName(), hostcalls.simpleNames());
        this.documentation = documentation;
        this.types = new CTypes(RESERVED, documentation);
    }

    /** The text of the header. */
    public static String write(HostcallClass hostcalls, Documentation documentation) {
        return new GuestHeaderWriter(hostcalls, documentation).header();
    }

    private String header() {
        String functions = functions(); // declares types
        return """
                /* What guests import to call %1$s. Generated from it; do not edit. */
                #ifndef %2$s
                #define %2$s

                #include <stdbool.h>
                #include <stddef.h>
                #include <stdint.h>

                #ifdef __cplusplus
                extern "C" {
                #endif

                %3$s%4$s
                #ifdef __cplusplus
                }
                #endif

                #endif
                """.formatted(
                        Escapes.printable(hostcalls.canonicalName()),
                        guard(hostcalls.binaryName()),
                        types.declarations(),
                        functions);
    }

    // Spelled as JNI spells native methods: different classes have different guards.
    static String guard(String binaryName) {
        StringBuilder guard = new StringBuilder("HOSTCALL_");
        for (int i = 0; i < binaryName.length(); i++) {
            char c = binaryName.charAt(i);
            if (Identifiers.isAsciiLetterOrDigit(c)) {
                guard.append(c);
            } else if (c == '.') {
                guard.append('_');
            } else if (c == '_') {
                guard.append("_1");
            } else {
                guard.append(String.format(Locale.ROOT, "_0%04x", (int) c));
            }
        }
        return guard.append("_H").toString();
    }

    private String functions() {
        return hostcalls.hostcalls().stream().map(this::function).collect(joining("\n"));
    }

    // /* Kv.fetch(Vmctx, String, MemorySlice) */
    // __attribute__((import_module("env"), import_name("fetch")))
    // int32_t env_fetch(const char *key, size_t key_length, void *into, size_t into_length);
    private String function(Hostcall hostcall) {
        ImportName name = hostcall.importName();
        String function = functions.unique(identifier(name.module() + "_" + plain(name.field())));
        return """
                %s
                __attribute__((import_module("%s"), import_name("%s")))
                %s %s(%s);
                """.formatted(
                        comment(hostcall),
                        literal(name.module()),
                        literal(name.field()),
                        GuestParameter.returned(hostcall),
                        function,
                        parameters(function, hostcall));
    }

    // "[method]session.put" is method_session_put.
    static String plain(String field) {
        return field.startsWith("[") ? field.substring(1).replace(']', '_') : field;
    }

    private String comment(Hostcall hostcall) {
        List<String> names =
                hostcall.javaParameters().stream().map(Parameter::name).toList();
        List<String> said = documentation
                .of(Documentation.key(source, hostcall.method(), names))
                .lines(Function.identity());
        return CComment.of(Escapes.printable(hostcalls.describe(hostcall)), said);
    }

    private String parameters(String function, Hostcall hostcall) {
        Handles.in(hostcall).forEach(types::name);
        Identifiers names = new Identifiers(RESERVED);
        List<String> parameters = new ArrayList<>();
        List<GuestParameter> all = GuestParameter.of(hostcall);
        for (GuestParameter each : all) {
            parameters.add(each.declaration(names.unique(identifier(each.name()))));
        }
        if (hostcall.argumentsPlace() == Place.MEMORY) {
            List<Field> fields = hostcall.parameters().stream()
                    .filter(parameter -> !parameter.type().layout().flat().isEmpty())
                    .map(parameter -> new Field(parameter.name(), parameter.type()))
                    .toList();
            parameters.set(0, "const " + types.arguments(function, fields) + " *arguments");
        }
        if (hostcall.result().place() == Place.MEMORY) {
            int last = parameters.size() - 1;
            String type = hostcall.result().type() instanceof Fallible fallible
                    ? types.result(function, fallible)
                    : types.name(hostcall.result().type());
            parameters.set(last, parameters.get(last).replace("void *", type + " *"));
        }
        return parameters.isEmpty() ? "void" : String.join(", ", parameters);
    }

    static String identifier(String text) {
        String name = Identifiers.replace(text, Identifiers::isAsciiLetterOrDigit);
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    // Since clang 17 the texts of attributes take no octal and no hexadecimal escapes, and a universal character name
    // may not name a control character. So those are left as they are, except for those that C has a letter for.
    static String literal(String text) {
        StringBuilder literal = new StringBuilder();
        text.codePoints().forEach(point -> literal.append(escape(point)));
        return literal.toString();
    }

    private static String escape(int point) {
        return switch (point) {
            case '"', '\\', '?' -> "\\" + (char) point; // the question mark because of trigraphs
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case '\b' -> "\\b";
            case 0x07 -> "\\a";
            case 0x0b -> "\\v";
            default -> point < 0xa0 ? Character.toString(point) : String.format(Locale.ROOT, "\\U%08x", point);
        };
    }
}
