package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Emscripten's programs import from {@code env}, but for jumps. */
final class EmscriptenEnvTest {
    private static final GuestModule MODULE = Programs.wat(CGuest.resource(EmscriptenEnvTest.class, "emscripten.wat"));
    private static final HostImports OWN =
            HostImports.in("env").function("own", Signature.parse(":i"), (vmctx, arguments) -> List.of(77));
    private static final int TM = 256;
    private static final int PAGE = Memory.PAGE;

    /** The fields of a {@code struct tm} up to the day of the year. */
    private static final int FIELDS = 8;

    private final Region region = Region.create(1, Limits.defaults());
    private final Instance guest =
            region.newInstance(MODULE, EmscriptenEnv.of(MODULE).imports(), OWN);

    @AfterEach
    void close() {
        guest.close();
        region.close();
    }

    private RunResult.Returned call(String function, Object... arguments) {
        return guest.run(function, arguments).returned();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "copy_older", "copy_oldest", "copy_returning"})
    void memoryIsCopied(String copy) {
        call("resize", 10 * PAGE);
        byte[] bytes = new byte[3 * PAGE + 5];
        new Random(1).nextBytes(bytes);
        guest.memory().writeBytes(100, bytes);
        call(copy, 5 * PAGE, 100, bytes.length);
        assertThat(guest.memory().readBytes(5 * PAGE, bytes.length)).isEqualTo(bytes);
        call(copy, -1, -1, 0);
    }

    @Test
    void whatCopiesMayReturnThePlace() {
        assertThat(call("copy_returning", 500, 100, 1).i32()).isEqualTo(500);
    }

    @Test
    void whatIsOfferedIsKnownWithoutAModule() {
        assertThat(EmscriptenEnv.offers("abort", Signature.parse(":"))).isTrue();
        assertThat(EmscriptenEnv.offers("invoke_viii", Signature.parse("iiii:")))
                .isTrue();
        assertThat(EmscriptenEnv.offers("__syscall_ioctl", Signature.parse("iii:i")))
                .isTrue();
        assertThat(EmscriptenEnv.offers("abort", Signature.parse("iiii:"))).isFalse();
        assertThat(EmscriptenEnv.offers("invoke_v", Signature.parse(":"))).isFalse();
        assertThat(EmscriptenEnv.offers("__syscall_exit", Signature.parse("i:")))
                .isFalse();
        assertThat(EmscriptenEnv.offers("emscripten_run_script", Signature.parse("i:")))
                .isFalse();
        MODULE.imports()
                .forEach(each -> assertThat(EmscriptenEnv.offers(each.name(), each.signature()))
                        .as(each.qualifiedName())
                        .isEqualTo(!each.name().equals("own")));
    }

    @Test
    void eachInstanceLeavesNumbersOfItsOwn() {
        try (Region two = Region.create(2, Limits.defaults())) {
            Hostcalls shared = EmscriptenEnv.of(MODULE).imports();
            try (Instance one = two.newInstance(MODULE, shared, OWN);
                    Instance other = two.newInstance(MODULE, shared, OWN)) {
                assertThat(one.run("get_upper_half").returned().i32()).isZero();
                one.run("set_upper_half", 7);
                other.run("set_upper_half", -8);
                assertThat(one.run("get_upper_half").returned().i32()).isEqualTo(7);
                assertThat(other.run("get_upper_half").returned().i32()).isEqualTo(-8);
            }
        }
    }

    @Test
    void copyingWhatIsNoMemoryEndsTheRun() {
        assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> call("copy", 0, -PAGE, 4));
    }

    @Test
    void theHeapGrowsByMoreThanIsAskedForIfItMay() {
        assertThat(call("resize", 10 * PAGE).i32()).isOne();
        assertThat(guest.memory().pages()).isEqualTo(10);
        assertThat(call("resize", 10 * PAGE + 1).i32()).isOne();
        assertThat(guest.memory().pages()).isEqualTo(12);
        call("notify", 0);
        assertThat(call("resize", 98 * PAGE).i32()).isOne();
        assertThat(call("resize", 99 * PAGE).i32()).isOne();
        assertThat(guest.memory().pages()).isEqualTo(100);
    }

    @Test
    void theHeapDoesNotGrowBeyondItsMaximum() {
        assertThat(call("heap_max").i32()).isEqualTo(100 * PAGE);
        assertThat(call("resize", 100 * PAGE + 1).i32()).isZero();
        assertThat(call("resize", -1).i32()).isZero();
        assertThat(guest.memory().pages()).isEqualTo(1);
    }

    @Test
    void whereALimitIsNearTheHeapGrowsByWhatIsAskedFor() {
        try (Region small = Region.create(1, Limits.defaults().withMemorySize(11 * PAGE));
                Instance instance =
                        small.newInstance(MODULE, EmscriptenEnv.of(MODULE).imports(), OWN)) {
            instance.run("resize", 10 * PAGE);
            assertThat(instance.run("resize", 11 * PAGE).returned().i32()).isOne();
            assertThat(instance.run("resize", 12 * PAGE).returned().i32()).isZero();
            assertThat(instance.memory().pages()).isEqualTo(11);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abort | the program has aborted",
                "abort_js | the program has aborted",
                "assert | assertion failed: x > 0, at main.c:42, in main",
                "assert_nothing | assertion failed: ?, at ?:1, in ?",
                "overflow | the program's stack has overflown, at 4294967280"
            })
    void aProgramGivesUp(String function, String message) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> call(function))
                .withCauseInstanceOf(AbortException.class)
                .satisfies(e -> assertThat(e.getCause()).hasMessage(message));
    }

    @Test
    void aProgramExits() {
        assertThat(Wasi.join(guest.runAsync("exit", 9))).isEqualTo(9);
    }

    @Test
    void thereIsNoShellAndNoSystemToCall() {
        assertThat(call("system", 0).i32()).isZero();
        assertThat(call("system", 16).i32()).isEqualTo(-1);
        assertThat(call("openat", -100, 16, 0, 0).i32()).as("ENOSYS").isEqualTo(-52);
    }

    @Test
    void timePasses() {
        double before = (double) System.currentTimeMillis();
        assertThat(call("date_now").f64()).isBetween(before, before + 3_600_000);
        double now = call("get_now").f64();
        assertThat(call("get_now").f64()).isGreaterThanOrEqualTo(now);
        assertThat(call("get_now_res").f64()).isEqualTo(1); // ns
        assertThat(call("is_monotonic").i32()).isOne();
    }

    @Test
    void aFixedClockStandsStill() {
        Clock clock = Clock.fixed(Instant.parse("2001-02-03T04:05:06.789123Z"), ZoneOffset.UTC);
        try (Region own = Region.create(1, Limits.defaults());
                Instance instance = own.newInstance(
                        MODULE, EmscriptenEnv.of(MODULE).withClock(clock).imports(), OWN)) {
            assertThat(instance.run("date_now").returned().f64()).isEqualTo((double) clock.millis());
            assertThat(instance.run("get_now").returned().f64()).isZero();
        }
    }

    private List<Integer> fields() {
        return IntStream.range(0, FIELDS)
                .mapToObj(i -> guest.memory().readInt(TM + 4 * i))
                .toList();
    }

    private static List<Integer> expected(long time) {
        LocalDateTime date = LocalDateTime.ofEpochSecond(time, 0, ZoneOffset.UTC);
        return List.of(
                date.getSecond(),
                date.getMinute(),
                date.getHour(),
                date.getDayOfMonth(),
                date.getMonthValue() - 1,
                date.getYear() - 1900,
                date.getDayOfWeek().getValue() % 7,
                date.getDayOfYear() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmtime", "localtime", "gmtime_older", "localtime_older"})
    void datesAreThoseOfUtc(String function) {
        for (long time :
                new Random(2).longs(100, -100_000_000_000L, 400_000_000_000L).toArray()) {
            call(function, time, TM);
            assertThat(fields()).isEqualTo(expected(time));
            assertThat(call("mktime", TM).i64()).isEqualTo(time);
            assertThat(call("timegm", TM).i64()).isEqualTo(time);
        }
    }

    @Test
    void whatIsNoDateIsSaidToBeNone() {
        assertThat(call("gmtime", 0L, TM).i32()).isZero();
        assertThat(call("gmtime", Long.MAX_VALUE, TM).i32()).isOne();
        assertThat(call("localtime", Long.MIN_VALUE, TM).i32()).isOne();
        for (int each : List.of(Integer.MAX_VALUE, Integer.MIN_VALUE)) {
            guest.memory().writeInt(TM + 20, each);
            guest.memory().writeInt(TM + 16, each);
            assertThat(call("mktime", TM).i64()).isEqualTo(-1);
            assertThat(call("timegm", TM).i64()).isEqualTo(-1);
        }
    }

    @Test
    void fieldsOutOfTheirRangesArePutRight() {
        int[] date = {-1, 61, 25, 0, 14, 100, 0, 0, -1}; // the zeroth of the fifteenth month of 2000
        for (int i = 0; i < date.length; i++) {
            guest.memory().writeInt(TM + 4 * i, date[i]);
        }
        long time = LocalDateTime.of(2001, 3, 1, 2, 0, 59).toEpochSecond(ZoneOffset.UTC);
        assertThat(call("mktime", TM).i64()).isEqualTo(time);
        assertThat(fields()).isEqualTo(expected(time));
        assertThat(guest.memory().readInt(TM + 32))
                .as("summer time, which was left open")
                .isZero();
    }

    @Test
    void theTimeZoneIsUtc() {
        call("tzset", 64, 68, 72, 80);
        assertThat(guest.memory().readLong(64)).isZero();
        assertThat(guest.memory().readString(72, 4)).isEqualTo("UTC\0");
        assertThat(guest.memory().readString(80, 4)).isEqualTo("UTC\0");
        call("tzset_older", 64, 68, 72);
        assertThat(guest.memory().readInt(72)).isEqualTo(4096);
        assertThat(guest.memory().readInt(76)).isEqualTo(4096);
        assertThat(guest.memory().readString(4096, 4)).isEqualTo("UTC\0");
    }

    @Test
    void whatTheEmbedderOffersIsLeftOut() {
        assertThat(call("own").i32()).isEqualTo(77);
        HostImports files = HostImports.in("env")
                .function("__syscall_openat", Signature.parse("iiii:i"), (vmctx, arguments) -> List.of(3));
        try (Region own = Region.create(1, Limits.defaults());
                Instance instance = own.newInstance(
                        MODULE,
                        EmscriptenEnv.of(MODULE).without("__syscall_openat").imports(),
                        OWN,
                        files)) {
            assertThat(instance.run("openat", 0, 0, 0, 0).returned().i32()).isEqualTo(3);
        }
    }

    @Test
    void whatNobodyOffersIsMissing() {
        try (Region own = Region.create(1, Limits.defaults())) {
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() ->
                            own.newInstance(MODULE, EmscriptenEnv.of(MODULE).imports()))
                    .satisfies(e -> assertThat(e.problems())
                            .singleElement()
                            .asString()
                            .startsWith("missing: env.own () -> i32 is imported"));
        }
    }

    @Test
    void shortenedNamesStandForWhatTheyAreSaidToStandFor() {
        GuestModule shortened = Programs.wat("""
                (module
                  (import "a" "a" (func $grow (param i32) (result i32)))
                  (import "a" "b" (func (param i32 i32) (result i32)))
                  (import "a" "abort" (func))
                  (import "env" "abort" (func))
                  (import "a" "c" (func (param f64)))
                  (memory (export "c") 1)
                  (export "grow" (func $grow)))
                """);
        Map<String, String> meanings = Map.of("a", "emscripten_resize_heap", "b", "__syscall_stat64", "c", "_own");
        EmscriptenEnv env = EmscriptenEnv.of(shortened).withNames("a", meanings);
        assertThat(env.imports().declarations())
                .extracting(HostcallDeclaration::qualifiedName)
                .containsExactly("a.a", "a.b", "a.abort");
        assertThat(env.without("__syscall_stat64", "abort").imports().declarations())
                .hasSize(1);
        HostImports rest = HostImports.in("a").functions((name, signature) -> Optional.of((vmctx, all) -> List.of()));
        try (Region own = Region.create(1, Limits.defaults());
                Instance instance = own.newInstance(
                        shortened, env.imports(), EmscriptenEnv.of(shortened).imports(), rest)) {
            assertThat(instance.run("grow", 2 * PAGE).returned().i32()).isOne();
            assertThat(instance.memory().pages()).isEqualTo(2);
        }
    }

    @Test
    void onlyWhatTheModuleImportsIsOffered() {
        GuestModule small = Programs.wat("""
                (module
                  (import "env" "abort" (func (param i32)))
                  (import "env" "exit" (func (param i32)))
                  (import "env" "exit" (func (param i32)))
                  (import "env" "__syscall_strange" (func (result f64)))
                  (import "other" "abort" (func)))
                """);
        assertThat(EmscriptenEnv.of(small).imports().declarations())
                .extracting(HostcallDeclaration::qualifiedName)
                .containsExactly("env.exit");
    }
}
