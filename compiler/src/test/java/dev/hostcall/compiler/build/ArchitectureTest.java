package dev.hostcall.compiler.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.emit.Headers;
import dev.hostcall.compiler.read.VectorOperator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern OPERATOR = Pattern.compile("(?m)^(?:#define |GUEST_INLINE \\w+ )?(\\w+)\\((\\w+)");
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
            boolean ofAMachine = header.endsWith("x86_64.h") || header.endsWith("aarch64.h");
            if (!ofAMachine && !header.equals("guest.h")) {
                assertThat(found(OF_A_MACHINE, header)).as(header).isEmpty();
                used.addAll(found(USED, header));
            }
        }
        used.remove("MACHINE_");
        Set<String> defined = found(DEFINED, "x86_64.h");
        defined.addAll(found(DEFINED, "simd_x86_64.h"));
        assertThat(used).isEqualTo(defined);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void theHeadersForVectorsDefineEveryOperatorOnceForEachMachine(Target target) {
        Set<String> ofBoth = operators("simd.h");
        Set<String> ofMachine = operators("simd_" + Architecture.of(target).header());
        List<String> needed = VectorOperator.all().stream()
                .map(operator -> operator.text().toUpperCase(Locale.ROOT).replace('.', '_'))
                .filter(name -> !name.matches("V128_(CONST|LOAD\\d+(X|_SPLAT|_LANE).*|STORE.+)"))
                .toList();
        assertThat(ofBoth).doesNotContainAnyElementsOf(ofMachine);
        ofMachine.addAll(ofBoth);
        assertThat(ofMachine).containsExactlyInAnyOrderElementsOf(needed);
    }

    private static Set<String> operators(String header) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = OPERATOR.matcher(new String(Headers.bytes(header), StandardCharsets.UTF_8));
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name.equals("SSE_MIN_MAX") && !matcher.group(2).equals("name")) { // which defines both
                found.addAll(List.of(matcher.group(2) + "_MIN", matcher.group(2) + "_MAX"));
            } else if (name.matches("([IF]\\d+X\\d+|V128)_.*") && !name.matches("V128_(OF|LOW|HIGH)|.*_(FAR|SURE)")) {
                found.add(name);
            }
        }
        return found;
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
