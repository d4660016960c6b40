package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that pass what is no value, and whose allocators are broken: each ends, and nothing outside of it is touched. */
final class BadGuestsTest {
    private static final int SIZE = 131_072;
    private static final int RESULT = 64;

    private final Echo echo = new Echo();
    private final Region region = Region.create(1, Limits.compact());
    private Instance instance = region.newInstance(EchoGuest.with(EchoGuest.ALLOCATOR), EchoHostcalls.of(echo));

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    private void use(GuestModule module) {
        instance.close();
        instance = region.newInstance(module, EchoHostcalls.of(echo));
    }

    private void trapsAt(long address, String function, Object... arguments) {
        echo.seen = null;
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> instance.run(function, arguments))
                .withMessageContaining("echo." + function)
                .satisfies(trap -> {
                    assertThat(trap.code()).isEqualTo(TrapCode.MEMORY_OUT_OF_BOUNDS);
                    assertThat(trap.address()).hasValue(address);
                });
        assertThat(echo.seen).as("the hostcall is not called").isNull();
        instance.reset();
    }

    private void isTerminated(String message, String function, Object... arguments) {
        echo.seen = null;
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> instance.run(function, arguments))
                .withMessageContaining("echo." + function)
                .withMessageContaining(message)
                .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW));
        instance.reset();
    }

    // ---- pointers and lengths ----

    @ParameterizedTest
    @CsvSource({
        "131068, 2",
        "131072, 1",
        "131076, 0",
        "-4, 1",
        "-4, 0",
        "0, 32769",
        "0, -1",
        "4, -1",
        "0, 1073741824",
        "0, 1073741825"
    })
    void aListOutsideOfMemoryTraps(int pointer, int length) {
        trapsAt(Integer.toUnsignedLong(pointer), "ints", pointer, length, RESULT);
    }

    @Test
    void aListMayEndWithTheMemory() {
        instance.run("ints", SIZE - 4, 1, RESULT);
        instance.run("ints", SIZE, 0, RESULT);
        instance.run("strings", SIZE - 8, 1, RESULT);
        trapsAt(SIZE - 4, "strings", SIZE - 4, 1, RESULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strings", "longs", "bytes", "bools"})
    void aListOfAllNumbersThereAreTraps(String function) {
        trapsAt(0, function, 0, -1, RESULT);
    }

    @ParameterizedTest
    @CsvSource({"ints, 2", "longs, 4", "strings, 1", "shorts, 1"})
    void aListThatIsNotAlignedIsRefused(String function, int pointer) {
        isTerminated("an argument is passed at " + pointer + "; it must be aligned", function, pointer, 1, RESULT);
        assertThat(echo.seen).isNull();
    }

    @Test
    void aStringInsideOfAListIsCheckedToo() {
        instance.memory().writeInt(128, SIZE);
        instance.memory().writeInt(132, 1);
        echo.seen = null;
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> instance.run("strings", 128, 1, RESULT))
                .satisfies(trap -> assertThat(trap.address()).hasValue(SIZE));
        assertThat(echo.seen).isNull();
    }

    @ParameterizedTest
    @CsvSource({"131069, 131069", "131072, 131072", "-4, 4294967292"})
    void aResultIsStoredInsideOfMemoryOnly(int pointer, long address) {
        trapsAt(address, "point", 1, 2, pointer);
    }

    @Test
    void aResultIsStoredWhereItIsAligned() {
        isTerminated("must be aligned to 4 bytes", "point", 1, 2, 66);
        isTerminated("must be aligned to 8 bytes", "shape", 0, 0L, 0, 0, 0, 68);
    }

    @Test
    void argumentsInMemoryAreCheckedAsOne() {
        long size = 4 + 2 * CanonicalTypes.size(Shapes.Picture.class);
        trapsAt(SIZE - size + 4, "picture_twice", (int) (SIZE - size + 4), RESULT);
        isTerminated("must be aligned to 4 bytes", "picture_twice", 2, RESULT);
    }

    // ---- what is no value ----

    @ParameterizedTest
    @CsvSource({"color, 3, Color, 2", "color, -1, Color, 2", "answer, 2, Answer, 1"})
    void aNumberThatNothingHasIsRefused(String function, int number, String type, int last) {
        isTerminated(
                "an argument has the discriminant %s; those of Shapes.%s are from 0 to %d"
                        .formatted(Integer.toUnsignedString(number), type, last),
                function,
                number);
        assertThat(echo.seen).isNull();
    }

    @Test
    void aCaseThatThereIsNotIsRefused() {
        isTerminated("the discriminant 3; those of Shapes.Shape are from 0 to 2", "shape", 3, 0L, 0, 0, 0, RESULT);
        isTerminated("the discriminant 2; those of Optional are from 0 to 1", "optional", 2, 0, RESULT);
    }

    @Test
    void bitsWithoutMeaningAreIgnored() {
        assertThat(instance.run("colors", -1).returned().i32()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x11_0000, -1, 0xd800, 0xdfff})
    void aNumberThatIsNoCharacterIsRefused(int point) {
        isTerminated("is the character 0x%x; it must be a Unicode scalar value".formatted(point), "letter", point);
        instance.memory().writeInt(128, point);
        isTerminated("is the character", "letters", 128, 1, RESULT);
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        instance.memory().writeByte(0, (byte) 0xff);
        isTerminated("a string argument is not UTF-8: byte 0 of 1", "string", 0, 1, RESULT);
        instance.memory().writeByte(0, (byte) 0xff);
        instance.memory().writeInt(128, 0);
        instance.memory().writeInt(132, 1);
        isTerminated("a string argument is not UTF-8: byte 0 of 1", "strings", 128, 1, RESULT);
    }

    @Test
    void whatIsReadManyTimesCountsManyTimes() {
        int text = 100_000;
        for (int i = 0; i < 11; i++) {
            instance.memory().writeInt(512 + 8 * i, 8192);
            instance.memory().writeInt(516 + 8 * i, text);
        }
        instance.run("strings", 512, 0, RESULT);
        isTerminated(
                "are more than 1048576 bytes, the most memory that the guest may have", "strings", 512, 11, RESULT);
        assertThat(echo.seen).isNull();
    }

    // ---- what the host must not give ----

    @Test
    void halfOfASurrogatePairIsNoResult() {
        for (String text : new String[] {"\ud800", "a\udc00b", "\ud800?"}) {
            echo.later = java.util.concurrent.CompletableFuture.completedFuture(text);
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() ->
                            instance.runAsync("later_may_refuse", 0, 0, RESULT).join())
                    .withMessageContaining("half of a surrogate pair");
            instance.reset();
        }
    }

    @Test
    void nullIsNoResult() {
        echo.later = java.util.concurrent.CompletableFuture.completedFuture(null);
        for (String function : new String[] {"later_may_refuse", "later_string"}) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> instance.runAsync(function, 0, 0, RESULT).join())
                    .withMessageContaining("its future completed with null; it must complete with a value of String");
            instance.reset();
        }
    }

    // ---- allocators ----

    private static String allocator(String body) {
        return "(func $realloc (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) " + body + ")";
    }

    @Test
    void aGuestWithoutAllocatorIsNotLinked() {
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> use(EchoGuest.with("")))
                .satisfies(refused -> assertThat(refused.problems())
                        .contains(
                                "missing: echo.string gives the guest memory, which it takes by an exported function cabi_realloc"
                                        + " (i32, i32, i32, i32) -> i32, by malloc and free, or by AssemblyScript's __new and"
                                        + " __pin and __unpin; it exports none")
                        .noneMatch(problem -> problem.contains("echo.point")));
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() ->
                        use(EchoGuest.with("(func (export \"cabi_realloc\") (param i32) (result i32) i32.const 0)")))
                .withMessageContaining("it exports cabi_realloc(i32) -> i32");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i32.const 0 | the guest's cabi_realloc returned 0 for 1 bytes: it has no memory left",
                "unreachable | unreachable executed",
                "i32.const 131072 | cabi_realloc returned 131072 for 1 bytes, outside of memory of 131072 bytes",
                "i32.const -1 | cabi_realloc returned 4294967295 for 1 bytes, outside of memory",
                "(call $echo.may_fail (i32.const 1)) | the guest's cabi_realloc called it",
                "(call $realloc (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)) | call stack exhausted",
            })
    void anAllocatorThatIsBrokenEndsItsGuest(String body, String message) {
        use(EchoGuest.with(allocator(body)));
        assertThatExceptionOfType(dev.hostcall.runtime.HostcallException.class)
                .isThrownBy(() -> instance.run("string", 0, 1, RESULT))
                .withMessageContaining(message);
        echo.later = java.util.concurrent.CompletableFuture.completedFuture("x");
        instance.reset();
        assertThatExceptionOfType(dev.hostcall.runtime.HostcallException.class)
                .isThrownBy(() ->
                        instance.runAsync("later_may_refuse", 0, 0, RESULT).join())
                .withMessageContaining(message);
    }

    @Test
    void anAllocatorAlignsWhatItGives() {
        use(EchoGuest.with(allocator("i32.const 1001")));
        isTerminated(
                "the guest's cabi_realloc returned 1001 for 4 bytes; they must be aligned to 4", "ints", 0, 1, RESULT);
    }

    @Test
    void anAllocatorOfNothingMayReturnNothing() {
        use(EchoGuest.with(allocator("i32.const 0")));
        instance.run("string", 0, 0, RESULT);
        assertThat(instance.memory().readLong(RESULT)).isZero();
    }

    @Test
    void anAllocatorMayGrowMemory() {
        String grows = allocator("(i32.mul (memory.grow (i32.const 1)) (i32.const 65536))");
        String text =
                EchoGuest.text(grows).replace("(memory (export \"memory\") 2 2)", "(memory (export \"memory\") 2 4)");
        use(WatGuest.of(text, "growing", CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT)));
        instance.memory().writeByte(0, (byte) 'x');
        instance.run("string", 0, 1, RESULT);
        assertThat(instance.memory().readInt(RESULT)).isEqualTo(SIZE);
        assertThat(instance.memory().readByte(SIZE)).isEqualTo((byte) 'x');
        assertThat(instance.memory().pages()).isEqualTo(3);
    }

    // ---- bounds ----

    private static GuestModule metered(String body) {
        CompilerOptions options =
                CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withMetering(Metering.ON);
        return WatGuest.of(EchoGuest.text(allocator(body)), "metered", options);
    }

    private static String spending(int rounds) {
        return "(local $n i32) (local.set $n (i32.const " + rounds + ")) (loop $again"
                + " (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))) i32.const 1024";
    }

    @Test
    void anAllocatorIsNotSuspendedButItsGuestOwesWhatItSpends() {
        use(metered(spending(10_000)));
        assertThat(pollsOfBoundedRun()).isEqualTo(1);
        assertThat(instance.memory().readInt(RESULT)).isEqualTo(1024);
        assertThat(instance.instructionCount().orElseThrow()).isBetween(40_000L, 80_000L);
        assertThat(pollsOfBoundedRun())
                .as("as the first run owes more than the bound")
                .isEqualTo(2);
    }

    private int pollsOfBoundedRun() {
        try (RunAsync run = instance.runAsync("string", 0, 1, RESULT).boundInstCount(100)) {
            int polls = 1;
            while (run.poll(() -> {}) instanceof Poll.Pending) {
                polls++;
            }
            return polls;
        }
    }

    @Test
    void anAllocatorThatDoesNotEndIsEnded() {
        use(metered("(loop $again (br $again)) i32.const 0"));
        try (RunAsync run = instance.runAsync("string", 0, 1, RESULT).boundInstCount(100)) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(run::join)
                    .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.BOUND_EXPIRED));
        }
        instance.reset();
        try (RunAsync run = instance.runAsync("string", 0, 1, RESULT).totalBound(100)) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(run::join)
                    .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.TOTAL_BOUND_EXPIRED));
        }
        instance.reset();
        try (RunAsync run =
                instance.runAsync("string", 0, 1, RESULT).boundInstCount(100).onBoundExpired(BoundPolicy.TERMINATE)) {
            assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(run::join);
        }
    }

    @Test
    void anAllocatorIsKilledLikeItsGuest() throws InterruptedException {
        use(metered("(loop $again (br $again)) i32.const 0"));
        var kill = instance.killSwitch();
        Thread killer = new Thread(kill::kill);
        killer.start();
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> instance.run("string", 0, 1, RESULT))
                .satisfies(end -> assertThat(end.reason()).isEqualTo(TerminationReason.KILLED));
        killer.join();
    }
}
