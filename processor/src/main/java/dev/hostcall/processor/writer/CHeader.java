package dev.hostcall.processor.writer;

import dev.hostcall.processor.model.Escapes;
import java.util.Locale;
import java.util.Set;

/** What all C headers for guests are made of. C++ can include them, too. */
final class CHeader {
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

    private CHeader() {}

    /**
     * The text of a header.
     *
     * @param purpose what a class or interface is to guests, whose names follow
     * @param types those that the functions declare; taken after these
     * @param functions their declarations
     */
    static String of(String purpose, String canonicalName, String binaryName, CTypes types, String functions) {
        return """
                /* %1$s %2$s. Generated from it; do not edit. */
                #ifndef %3$s
                #define %3$s

                #include <stdbool.h>
                #include <stddef.h>
                #include <stdint.h>

                #ifdef __cplusplus
                extern "C" {
                #endif

                %4$s%5$s
                #ifdef __cplusplus
                }
                #endif

                #endif
                """.formatted(
                        purpose, Escapes.printable(canonicalName), guard(binaryName), types.declarations(), functions);
    }

    // Spelled as JNI spells native methods: different classes have different guards.
    private static String guard(String binaryName) {
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

    // "[method]session.put" is method_session_put.
    static String plain(String field) {
        return field.startsWith("[") ? field.substring(1).replace(']', '_') : field;
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
