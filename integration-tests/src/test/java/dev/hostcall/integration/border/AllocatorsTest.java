package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which functions a guest takes memory for what Java hands to it, and who gives it back. */
final class AllocatorsTest {
    private static final String COMPONENT_MODEL = """
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (call $take (local.get 3)))""";

    private static final String C = """
            (func (export "malloc") (param i32) (result i32) (call $take (local.get 0)))
            (func (export "free") (param i32) (call $give (local.get 0)))""";

    /** What is not pinned is collected when the next object is made. */
    private static final String ASSEMBLY_SCRIPT = """
            (func (export "__new") (param $size i32) (param $class i32) (result i32)
              (if (i32.ne (local.get $class) (i32.const 1)) (then unreachable))
              (if (global.get $unpinned) (then (i32.store8 (global.get $unpinned) (i32.const 255))))
              (global.set $unpinned (call $take (local.get $size)))
              (global.get $unpinned))
            (func (export "__pin") (param i32) (result i32)
              (if (i32.ne (local.get 0) (global.get $unpinned)) (then unreachable))
              (global.set $unpinned (i32.const 0))
              (local.get 0))
            (func (export "__unpin") (param i32) (call $give (local.get 0)))
            (func (export "__collect"))
            (global $unpinned (mut i32) (i32.const 0))""";

    private final Region region = Region.create(1, Limits.compact());
    private Instance instance = instance(C, SpeechHostcalls.of(new Speech()));

    private Instance instance(String allocator, Hostcalls speech) {
        CompilerOptions options = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);
        GuestModule module = WatGuest.load(
                AllocatorsTest.class, "speaker-guest.wat", text -> text.replace("(;allocator;)", allocator), options);
        return region.newInstance(module, speech);
    }

    private void use(String allocator) {
        use(allocator, SpeechHostcalls.of(new Speech()));
    }

    private void use(String allocator, Hostcalls speech) {
        instance.close();
        instance = instance(allocator, speech);
    }

    private Speaker speaker() {
        return SpeakerGuest.of(instance, Runnable::run);
    }

    private int live() {
        return (int)
                Objects.requireNonNull(instance.global("live").orElseThrow().get());
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    static List<String> released() {
        return List.of(C, ASSEMBLY_SCRIPT);
    }

    // ---- arguments ----

    @Test
    void aGuestOfTheComponentModelOwnsItsArguments() {
        use(COMPONENT_MODEL);
        assertThat(speaker().same("text")).isEqualTo("text");
        assertThat(speaker().blocks(List.of("a", "b"))).isEqualTo(4);
        assertThat(live()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("released")
    void argumentsAreGivenBackBehindTheCall(String allocator) {
        use(allocator);
        Speaker speaker = speaker();
        assertThat(speaker.same("text")).isEqualTo("text");
        assertThat(live()).isZero();
        assertThat(speaker.blocks(List.of("a", "b", ""))).isEqualTo(4);
        assertThat(live()).isZero();
        assertThat(speaker.many("1", "2", "3", "4", "5", "6", "7", "8", "9")).isEqualTo(10);
        assertThat(live()).isZero();
        assertThat(speaker.sameLater("later")).isCompletedWithValue("later");
        assertThat(live()).isZero();
    }

    @ParameterizedTest
    @MethodSource("released")
    void whatWasTakenForArgumentsThatCannotBePassedIsGivenBack(String allocator) {
        use(allocator);
        assertThatThrownBy(() -> speaker().blocks(List.of("good", "\ud800")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half of a surrogate pair");
        assertThat(live()).isZero();
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void nothingIsGivenBackToAGuestThatHasTrapped() {
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> speaker().fail("text"));
        assertThat(live()).isEqualTo(1);
        instance.reset();
        assertThat(speaker().same("text")).isEqualTo("text");
        assertThat(live()).isZero();
    }

    @Test
    void aGuestMayFailWhenItsMemoryIsGivenBack() {
        use(C.replace("(call $give (local.get 0))", "unreachable"));
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> speaker().same("text"));
        assertThat(instance.state()).isEqualTo(InstanceState.FAULTED);
    }

    @Test
    void whatGivesMemoryBackCallsNoHost() {
        use(C.replace("(call $give (local.get 0))", "(call $word (i32.const 0))"));
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> speaker().same("text"))
                .withMessageContaining("the guest's free called it");
    }

    // ---- names of one's own ----

    @ParameterizedTest
    @CsvSource({
        "(param i32), (param i32), 0, 0",
        "(param i32), (param i32 i32), 4, 0",
        "(param i32 i32), (param i32 i32 i32), 4, 1",
        "(param i32 i32 i32 i32), (param i32), 0, 0",
    })
    void anAllocatorThatWasNamedIsPassedWhatItsTypeAsksFor(String take, String give, int size, int alignment) {
        int passed = take.split(" ", -1).length == 5 ? 3 : 0;
        String seeSize = give.split(" ", -1).length > 2 ? "(global.set $size (local.get 1))" : "";
        String seeAlignment = give.split(" ", -1).length > 3 ? "(global.set $alignment (local.get 2))" : "";
        use("""
                (func (export "take") %s (result i32) (call $take (local.get %d)))
                (func (export "give back") %s (call $give (local.get 0)) %s %s)
                (export "malloc" (func $take))
                (global $size (mut i32) (i32.const 0)) (export "given size" (global $size))
                (global $alignment (mut i32) (i32.const 0)) (export "given alignment" (global $alignment))
                """.formatted(take, passed, give, seeSize, seeAlignment));
        NamedSpeaker speaker = NamedSpeakerGuest.of(instance);
        assertThat(speaker.same("text")).isEqualTo("text");
        assertThat(live()).isZero();
        assertThat(instance.global("given size").orElseThrow().get()).isEqualTo(size);
        assertThat(instance.global("given alignment").orElseThrow().get()).isEqualTo(alignment);
    }

    // ---- results of hostcalls ----

    @ParameterizedTest
    @ValueSource(strings = {COMPONENT_MODEL, C, ASSEMBLY_SCRIPT})
    void resultsOfHostcallsAreTheGuests(String allocator) {
        use(allocator);
        assertThat(speaker().length()).isEqualTo(8);
        assertThat(live()).isEqualTo(1);
        long at = Integer.toUnsignedLong(instance.memory().readInt(32));
        assertThat(new String(instance.memory().readBytes(at, 8), StandardCharsets.UTF_8))
                .isEqualTo("Hostcall");
    }

    @Test
    void resultsOfHostcallsNeedNoFunctionThatGivesBack() {
        use("(export \"malloc\" (func $take))");
        assertThat(instance.run("length").returned().i32()).isEqualTo(8);
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(this::speaker)
                .withMessageContaining("it exports no free");
    }

    @Test
    void aClassOfHostcallsMayNameItsAllocatorToo() {
        use("(export \"take\" (func $take))", NamedSpeechHostcalls.of(new NamedSpeech()));
        assertThat(instance.runAsync("length").join().returned().i32()).isEqualTo(5);
        assertThat(live()).isEqualTo(1);
    }

    // ---- linking ----

    @Test
    void aGuestWithoutAnAllocatorIsToldAllThatWereLookedFor() {
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> use(""))
                .withMessageContaining(
                        "missing: speech.word gives the guest memory, which it takes by an exported function cabi_realloc"
                                + " (i32, i32, i32, i32) -> i32, by malloc and free, or by AssemblyScript's __new and __pin and"
                                + " __unpin; it exports none");
    }

    @Test
    void aGuestWithHalfAnAllocatorIsToldWhatIsMissing() {
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> use(ASSEMBLY_SCRIPT.replace("\"__pin\"", "\"pin\"")))
                .withMessageContaining("it exports no __pin");
        use(C.replace("\"free\"", "\"free_2\""));
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(this::speaker)
                .withMessageContaining("mistyped: a call of same gives the guest memory")
                .withMessageContaining("it exports no free");
        use(C.replace("(func (export \"free\") (param i32)", "(func (export \"free\") (param i32 i32)"));
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(this::speaker)
                .withMessageContaining("it exports free(i32, i32) -> (), which must be (i32) -> ()");
    }

    @Test
    void anAllocatorThatWasNamedIsTheOnlyOneLookedFor() {
        use(C);
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> NamedSpeakerGuest.of(instance))
                .withMessageContaining(
                        "an exported function called take, as @GuestAllocator says, and gives back by one called"
                                + " give back; it exports none");
        use(C + "(func (export \"take\") (param i64) (result i32) (i32.const 0))"
                + "(func (export \"give back\") (param i64))");
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> NamedSpeakerGuest.of(instance))
                .withMessageContaining("it exports take(i64) -> i32, which is neither (i32) -> i32, of a size, nor")
                .withMessageContaining(
                        "it exports give back(i64) -> (), which must be (i32) -> () or (i32, i32) -> ()");
    }
}
