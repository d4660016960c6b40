package dev.hostcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of tests that ask for what cannot be. */
final class MistakesTest {
    static final class Absent {
        @Test
        @Guest("absent.wat")
        void test(Instance guest) {}
    }

    static final class Malformed {
        @Test
        @GuestText("(module (func (result i32)))")
        void test(Instance guest) {}
    }

    static final class Unknown {
        @Test
        @Guest("/META-INF/LICENSE.md")
        void test(Instance guest) {}
    }

    static final class Unlinked {
        @Test
        @GuestText("(module (import \"kv\" \"get\" (func (param i32))))")
        void test(Instance guest) {}
    }

    static final class Trapping {
        @Test
        @GuestText("(module (start 0) (func unreachable))")
        void test(Instance guest) {}
    }

    static final class Nameless {
        @Test
        void test(Instance guest, @GuestText("(module)") Instance other) {}
    }

    static final class Twofold {
        @Test
        @Guest("absent.wat")
        @GuestText("(module)")
        void test(Instance guest) {}
    }

    static final class Mistyped {
        @Test
        void test(@GuestText("(module)") String guest) {}
    }

    static final class Unwritten {
        @Test
        void test(@GuestText("(module)") Runnable guest) {}
    }

    static final class Lacking {
        @Test
        @GuestText("(module (func (export \"totals\") (param i32 i32) (result i32) (i32.const 0)))")
        void test(Sum sum) {}
    }

    static final class Early {
        @BeforeAll
        static void beforeAll(@GuestText("(module)") Instance guest) {}

        @Test
        void test() {}
    }

    static final class Constructed {
        Constructed(@GuestText("(module)") Instance guest) {}

        @Test
        void test() {}
    }

    static final class Odd {
        @ForGuests
        final String text = "prices";

        @Test
        void test(Region region) {}
    }

    static final class Empty {
        @ForGuests
        final @Nullable Runnable nothing = null;

        @Test
        void test(Region region) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Absent.class,
                Malformed.class,
                Unknown.class,
                Unlinked.class,
                Trapping.class,
                Nameless.class,
                Twofold.class,
                Mistyped.class,
                Unwritten.class,
                Lacking.class,
                Early.class,
                Constructed.class,
                Odd.class,
                Empty.class
            })
    void aMistakeIsNamed(Class<?> tests) {
        assertThat(Played.of(tests).failure()).hasMessageContainingAll(expected(tests));
    }

    private static String[] expected(Class<?> tests) {
        String here = " in " + tests.getName();
        return switch (tests.getSimpleName()) {
            case "Absent" -> new String[] {"@Guest(\"absent.wat\")" + here + ": there is no such resource"};
            case "Malformed" -> new String[] {"@GuestText" + here + ": <text>:1:15: type mismatch"};
            case "Unknown" -> new String[] {"the resource's name ends in none of .wat"};
            case "Unlinked" -> new String[] {"@GuestText" + here + ": cannot link guest Unlinked", "kv.get"};
            case "Trapping" -> new String[] {"@GuestText" + here + ": ", "unreachable"};
            case "Nameless" -> new String[] {"Nameless.test(", "nothing says which: there is no @Guest or @GuestText"};
            case "Twofold" -> new String[] {"has both @Guest and @GuestText"};
            case "Mistyped" -> new String[] {"java.lang.String is none of them"};
            case "Unwritten" ->
                new String[] {
                    "java.lang.Runnable is none of them (the processor has written no java.lang.RunnableGuest)"
                };
            case "Lacking" -> new String[] {"@GuestText" + here + ": ", "total", "totals"};
            case "Early", "Constructed" -> new String[] {"guests belong to one test each"};
            case "Odd" -> new String[] {tests.getName() + ".text, which is a java.lang.String; guests are given"};
            case "Empty" -> new String[] {tests.getName() + ".nothing, which is null"};
            default -> throw new AssertionError(tests);
        };
    }
}
