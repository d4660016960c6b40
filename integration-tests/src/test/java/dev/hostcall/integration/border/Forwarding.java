package dev.hostcall.integration.border;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A guest made from the imports that the processor writes for some classes: each is exported too, by a function that calls it. */
final class Forwarding {
    private static final Pattern IMPORT = Pattern.compile(
            "\\(import \"\\S+\" \"(\\S+)\" \\(func (\\S+?)((?: \\(param \\S+ \\w+\\))*)((?: \\(result \\w+\\))?)\\)\\)");

    private static final Pattern PARAMETER = Pattern.compile("\\(param (\\S+) \\w+\\)");

    private Forwarding() {}

    /** With two pages of memory, an allocator and more of its own. */
    static GuestModule of(String more, Class<?>... hosts) {
        String imports = Arrays.stream(hosts)
                .flatMap(host -> IMPORT.matcher(WatGuest.text(host, "/META-INF/hostcall/" + host.getName() + ".wat"))
                        .results())
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        String exports =
                IMPORT.matcher(imports).results().map(Forwarding::caller).collect(Collectors.joining());
        String text = "(module\n" + imports + "\n(memory (export \"memory\") 2 2)\n" + EchoGuest.ALLOCATOR + exports
                + more + ")";
        CompilerOptions options =
                CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withMetering(Metering.ON);
        return WatGuest.of(text, "forwarding", options);
    }

    private static String caller(MatchResult imported) {
        String arguments = PARAMETER
                .matcher(imported.group(3))
                .results()
                .map(parameter -> " (local.get " + parameter.group(1) + ")")
                .collect(Collectors.joining());
        return "(func (export \"%s\")%s%s (call %s%s))\n"
                .formatted(imported.group(1), imported.group(3), imported.group(4), imported.group(2), arguments);
    }
}
