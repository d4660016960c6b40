package dev.hostcall.integration.border;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A guest made from the list of imports that the processor writes: each is exported too, by a function that calls it. */
final class EchoGuest {
    /** Where its allocator begins. */
    static final int HEAP = 0x8000;

    /** Two pages; what is taken is never given back. */
    static final String ALLOCATOR = """
              (global $next (mut i32) (i32.const 0x8000))
              (func (export "cabi_realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
                (local $at i32)
                (local.set $at (i32.and
                  (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                  (i32.sub (i32.const 0) (local.get $align))))
                (global.set $next (i32.add (local.get $at) (local.get $new)))
                (local.get $at))
            """;

    private static final Pattern IMPORT = Pattern.compile(
            "\\(import \"\\w+\" \"(\\w+)\" \\(func (\\S+?)((?: \\(param \\S+ \\w+\\))*)((?: \\(result \\w+\\))?)\\)\\)");

    private EchoGuest() {}

    /** With an allocator, which may be another one or none. */
    static GuestModule with(String allocator) {
        return WatGuest.of(text(allocator), "echo", CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT));
    }

    static String text(String allocator) {
        return text(WatGuest.text(Echo.class, "/META-INF/hostcall/" + Echo.class.getName() + ".wat"), allocator, 2);
    }

    /** Of any list of imports, with so many pages. */
    static String text(String imports, String allocator, int pages) {
        String exports =
                IMPORT.matcher(imports).results().map(EchoGuest::caller).collect(Collectors.joining());
        String body = "  (memory (export \"memory\") %1$d %1$d)\n".formatted(pages) + allocator + exports;
        return imports.substring(0, imports.lastIndexOf(')')) + body + ")";
    }

    private static String caller(MatchResult imported) {
        String arguments = Pattern.compile("\\(param (\\S+) \\w+\\)")
                .matcher(imported.group(3))
                .results()
                .map(parameter -> " (local.get " + parameter.group(1) + ")")
                .collect(Collectors.joining());
        return "  (func (export \"%s\")%s%s (call %s%s))\n"
                .formatted(imported.group(1), imported.group(3), imported.group(4), imported.group(2), arguments);
    }
}
