package dev.hostcall.integration.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Programs of others that take too long for every build. docs/programs.md lists them. */
@EnabledIfSystemProperty(named = "hostcall.programs", matches = "large")
final class LargeProgramsTest extends ComparedPrograms {
    private static final double SECOND = 1e9;

    @Test
    void perlRunsScripts() throws IOException {
        report(Programs.PERL);
        List<String> scripts = List.of(
                "my %h = map { $_ => length } qw(one three); print join(',', map { \"$_=$h{$_}\" } sort keys %h), \"\\n\";",
                "(my $t = 'x naïve y') =~ s/(\\w+)/<$1>/g; print $t; printf \" %.3f %s %s\\n\", 1/3, 2**70, $];",
                "open(my $f, '>', '/out') or die $!; print $f 'x' x 10; close $f; print -s '/out'; unlink '/out' or die $!;",
                "use List::Util qw(sum reduce); print sum(1..10), reduce { $a * $b } 1..7;",
                "sub f { my $n = shift; $n < 2 ? $n : f($n - 1) + f($n - 2) } print f(18), ' ', scalar gmtime(86400 * 365);",
                "eval { die { code => 42 } }; print $@->{code}; local $SIG{__WARN__} = sub { print 'warned: ', @_ }; warn \"w\\n\";",
                "die \"broken\\n\"",
                "open(my $f, '<', '/none') or die \"$!\\n\"",
                "syntax error here(",
                "print sprintf('%vd', 'ab.c'), pack('A3 n C', 'abcd', 258, 7), join '|', sort { $b <=> $a } 3, 11, 2;");
        List<String> seen = compared.of(Programs.PERL, machine -> {
            Files.createFile(
                    Files.createDirectory(machine.folder().resolve("dev")).resolve("null"));
            List<String> all = new ArrayList<>();
            all.add("init: " + machine.i32("zeroperl_init"));
            for (String script : scripts) {
                int source = machine.put("malloc", script);
                int status = machine.i32("zeroperl_eval", source, 0, 0, 0);
                all.add(status + ": " + (status == 0 ? "" : machine.text(machine.i32("zeroperl_last_error"))));
                machine.call("free", source);
            }
            machine.call("zeroperl_flush");
            all.add(new String(machine.output(), StandardCharsets.UTF_8));
            return all;
        });
        assertThat(seen)
                .startsWith("init: 0", "0: ")
                .contains("-1: broken\n", "-1: No such file or directory\n")
                .anyMatch(text -> text.startsWith("-1: syntax error at "));
        assertThat(seen.get(seen.size() - 1))
                .startsWith("one=3,three=5\n<x> <na")
                .contains("2584 Fri Jan  1 00:00:00 1971", "42warned: w\n");
    }

    @Test
    void thePageListsThem() throws IOException {
        ListedPrograms.compare(compared, "## Large ones", Programs.LARGE);
    }

    /** How long it takes to be compiled, if there is no object of it yet. */
    private void report(Program program) throws IOException {
        compared.requireAll(program);
        long start = System.nanoTime();
        program.compiled().close();
        System.out.printf("%s: compiled or found in %.1f s%n", program.source(), (System.nanoTime() - start) / SECOND);
    }
}
