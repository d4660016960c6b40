package dev.hostcall.compiler.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.emit.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in one place for each architecture stands there for every one. */
class ArchitectureTest {
    private static final Pattern DEFINED = Pattern.compile("(?m)^#define (MACHINE_\\w+)");
    private static final Pattern USED = Pattern.compile("\\bMACHINE_\\w+");
    private static final Pattern OF_A_MACHINE =
            Pattern.compile("__x86_64__|__aarch64__|__AVX\\w*|__ARM_\\w+|%r[a-d]x|\\bmov[lqbw]\\b|\\bldr\\b");

    @ParameterizedTest
    @EnumSource(Target.class)
    void everyTargetHasARowAndAHeaderWithTheSameNames(Target target) {
        assertThat(Headers.NAMES).contains(Architecture.of(target).header());
        assertThat(found(DEFINED, Architecture.of(target).header())).isEqualTo(found(DEFINED, "x86_64.h"));
    }

    @Test
    void theOtherHeadersNameNoMachineAndOnlyWhatEveryOneDefines() {
        Set<String> used = new TreeSet<>();
        for (String header : Headers.NAMES) {
            boolean ofAMachine = header.equals("x86_64.h") || header.equals("aarch64.h");
            if (!ofAMachine && !header.equals("guest.h")) {
                assertThat(found(OF_A_MACHINE, header)).as(header).isEmpty();
                used.addAll(found(USED, header));
            }
        }
        used.remove("MACHINE_");
        assertThat(used).isEqualTo(found(DEFINED, "x86_64.h"));
    }

    private static Set<String> found(Pattern pattern, String header) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(new String(Headers.bytes(header), StandardCharsets.UTF_8));
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount()));
        }
        return found;
    }
}
