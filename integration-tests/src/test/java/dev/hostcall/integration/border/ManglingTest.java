package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.Signature;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guests whose tools call imports and exports as the component model's do. */
final class ManglingTest {
    private static final String TEXT = """
            (module
              (import "STORE" "read-aloud" (func $read (param i32 i32 i32)))
              MORE
              (memory (export "MEMORY") 2)
              (global $posted (export "posted") (mut i32) (i32.const 0))
              (global $next (mut i32) (i32.const 1024))
              (func (export "REALLOC") (param i32 i32 i32 i32) (result i32)
                (global.get $next)
                (global.set $next (i32.and (i32.add (i32.add (global.get $next) (local.get 3)) (i32.const 15)) (i32.const -16))))
              (func (export "SPEAKERsay-it-aloud") (param i32 i32) (result i32)
                (call $read (local.get 0) (local.get 1) (i32.const 64))
                (i32.const 64))
              (func (export "POST") (param i32) (global.set $posted (local.get 0)))
              (func (export "ADD") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
            """;

    private static final CompilerOptions OPTIONS = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);

    private final Region region = Region.create(1, Limits.compact());
    private final WitStore store = new WitStore();

    @AfterEach
    void close() {
        region.close();
    }

    /** As tools have named imports and exports since long ago. */
    private static String first(String store, String speaker, String more) {
        return TEXT.replace("STORE", store)
                .replace("SPEAKER", speaker + "#")
                .replace("POST", "cabi_post_" + speaker + "#say-it-aloud")
                .replace("MEMORY", "memory")
                .replace("REALLOC", "cabi_realloc")
                .replace("ADD", "add-up")
                .replace("MORE", more);
    }

    /** As the build target names them. */
    private static String second(String store, String speaker, String more) {
        return TEXT.replace("STORE", "cm32p2|" + store)
                .replace("SPEAKER", "cm32p2|" + speaker + "|")
                .replace("POST", "cm32p2|" + speaker + "|say-it-aloud_post")
                .replace("MEMORY", "cm32p2_memory")
                .replace("REALLOC", "cm32p2_realloc")
                .replace("ADD", "cm32p2||add-up")
                .replace("MORE", more);
    }

    private static GuestModule module(String text) {
        return WatGuest.of(text, "speaker", OPTIONS);
    }

    private Instance instance(String text, ImportSource... sources) {
        return region.newInstance(
                module(text), sources.length > 0 ? sources : new ImportSource[] {WitStoreHostcalls.of(store)});
    }

    private void speaks(String text) {
        try (Instance instance = instance(text)) {
            WitSpeaker speaker = WitSpeakerGuest.of(instance);
            assertThat(speaker.sayItAloud("Grüße")).isEqualTo("Grüße!");
            assertThat(instance.global("posted").orElseThrow().get()).isEqualTo(64);
            assertThat(speaker.addUp(40, 2)).isEqualTo(42);
        }
    }

    private void isRefused(String text, String... message) {
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> instance(text).close())
                .satisfies(refused -> assertThat(refused.getMessage()).contains(message));
    }

    @ParameterizedTest
    @CsvSource({
        "acme:kv/store@1.0.3, acme:talk/speaker@0.2.1",
        "acme:kv/store@1.0.0, acme:talk/speaker@0.2.0",
        "acme:kv/store@1.7.0, acme:talk/speaker@0.2.9"
    })
    void theFirstManglingIsLinkedAndVersionsOnOneTrackStandForEachOther(String store, String speaker) {
        speaks(first(store, speaker, ""));
    }

    @Test
    void theSecondManglingIsLinked() {
        speaks(second("acme:kv/store@1", "acme:talk/speaker@0.2", ""));
    }

    @Test
    void aVersionOnAnotherTrackIsAnotherInterface() {
        isRefused(
                first("acme:kv/store@2.0.0", "acme:talk/speaker@0.2.1", ""),
                "missing: acme:kv/store@2.0.0.read-aloud (i32, i32, i32) -> () is imported",
                "did you mean acme:kv/store@1.0.3.read-aloud?");
        isRefused(second("acme:kv/store", "acme:talk/speaker@0.2", ""), "missing: cm32p2|acme:kv/store.read-aloud");
        try (Instance other = instance(second("acme:kv/store@1", "acme:talk/speaker@0.3", ""))) {
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> WitSpeakerGuest.of(other))
                    .withMessageContaining("missing: the function acme:talk/speaker@0.2.1#say-it-aloud")
                    .withMessageContaining("did you mean cm32p2|acme:talk/speaker@0.3|say-it-aloud?");
        }
    }

    @Test
    void anotherTypeIsRefusedInBothManglings() {
        isRefused(
                second(
                        "acme:kv/store@1",
                        "acme:talk/speaker@0.2",
                        "(import \"cm32p2|acme:kv/store@1\" \"until-ready\" (func (param i32)))"),
                "mistyped: cm32p2|acme:kv/store@1.until-ready is imported as the function (i32) -> (), but given is the function ()"
                        + " -> ()");
    }

    @Test
    void theVersionItselfComesFirstAndElseTheLatest() {
        ImportSource[] both = {WitStoreHostcalls.of(store), WitLaterStoreHostcalls.of()};
        String[] stores = {"acme:kv/store@1.0.3", "acme:kv/store@1.0.0", "acme:kv/store@1.2.0"};
        String[] answers = {"a!", "a?", "a?"};
        for (int i = 0; i < stores.length; i++) {
            try (Instance instance = instance(first(stores[i], "acme:talk/speaker@0.2.1", ""), both)) {
                assertThat(WitSpeakerGuest.of(instance).sayItAloud("a")).isEqualTo(answers[i]);
            }
        }
    }

    @Test
    void functionsMadeAtRunTimeAreFoundInBothManglings() {
        HostImports made = HostImports.in("acme:kv/store@1.0.0")
                .function("read-aloud", Signature.parse("iii:"), (vmctx, arguments) -> {
                    vmctx.memory().writeInt(64, 0);
                    vmctx.memory().writeInt(68, 0);
                    return List.of();
                });
        try (Instance instance = instance(second("acme:kv/store@1", "acme:talk/speaker@0.2", ""), made)) {
            assertThat(WitSpeakerGuest.of(instance).sayItAloud("a")).isEmpty();
        }
    }

    @Test
    void resourcesAndFunctionsOfAWorldAreFoundInBothManglings() {
        String second = """
                (import "cm32p2|acme:kv/store@1" "blob_drop" (func $drop (param i32)))
                (import "cm32p2" "log" (func $log (param i32)))
                (func (export "use") (call $drop (i32.const 7)) (call $log (i32.const 8)))
                """;
        String first = second.replace("cm32p2|acme:kv/store@1", "acme:kv/store@1.0.0")
                .replace("cm32p2", "$root")
                .replace("blob_drop", "[resource-drop]blob");
        try (Instance instance = instance(second("acme:kv/store@1", "acme:talk/speaker@0.2", second))) {
            assertThat(instance.run("use").returned().values()).isEmpty();
        }
        try (Instance instance = instance(first("acme:kv/store@1.0.0", "acme:talk/speaker@0.2.1", first))) {
            assertThat(instance.run("use").returned().values()).isEmpty();
        }
    }

    @Test
    void manyArgumentsAreInMemoryWhateverTheyAre() {
        String more = """
                (import "cm32p2|acme:kv/store@1" "sum-up" (func $sum (param i32) (result i64)))
                (data (i32.const 256)
                  "\\01\\00\\00\\00\\00\\00\\00\\00\\02\\00\\00\\00\\00\\00\\00\\00\\03\\00\\00\\00\\00\\00\\00\\00")
                (func (export "sum") (result i64)
                  (i32.store (i32.const 380) (i32.const 256))
                  (i32.store (i32.const 384) (i32.const 3))
                  (call $sum (i32.const 256)))
                """;
        try (Instance instance = instance(second("acme:kv/store@1", "acme:talk/speaker@0.2", more))) {
            assertThat(instance.run("sum").returned().i64()).isEqualTo(1 + 2 + 3 + 3);
        }
    }

    // ---- initialization ----

    private static String initializing(String more) {
        return second("acme:kv/store@1", "acme:talk/speaker@0.2", """
                (import "cm32p2|acme:kv/store@1" "until-ready" (func $wait))
                (global $order (mut i32) (i32.const 1))
                (func (export "order") (result i32) (global.get $order))
                (func (export "cm32p2_initialize")
                  (call $wait)
                  (global.set $order (i32.mul (global.get $order) (i32.const 3))))
                """ + more);
    }

    @Test
    void aModuleIsInitializedAsByAStartFunction() {
        try (Instance instance = instance(initializing(""))) {
            assertThat(instance.module().hasStart()).isTrue();
            assertThat(instance.state()).isEqualTo(InstanceState.NOT_STARTED);
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> WitSpeakerGuest.of(instance).addUp(1, 2))
                    .withMessageContaining("NOT_STARTED");
            instance.startAsync().join();
            assertThat(WitSpeakerGuest.of(instance).addUp(1, 2)).isEqualTo(3);
            assertThat(instance.run("order").returned().i32()).isEqualTo(3);
            instance.reset();
            assertThat(instance.state()).isEqualTo(InstanceState.NOT_STARTED);
        }
    }

    @Test
    void itsOwnStartFunctionComesFirstAndBothMayWait() {
        store.ready = new CompletableFuture<>();
        String own =
                "(func $start (call $wait) (global.set $order (i32.add (global.get $order) (i32.const 1)))) (start $start)";
        try (Instance instance = instance(initializing(own))) {
            RunAsync start = instance.startAsync();
            CompletableFuture<?> done = start.start(Runnable::run);
            assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
            CompletableFuture<Void> first = store.ready;
            store.ready = new CompletableFuture<>();
            first.complete(null);
            assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
            store.ready.complete(null);
            assertThat(done).isCompleted();
            assertThat(instance.run("order").returned().i32()).isEqualTo(6);
        }
    }

    @Test
    void whatFailsToInitializeIsNotStarted() {
        String text = initializing("").replace("(call $wait)", "unreachable");
        try (Instance instance = instance(text)) {
            assertThatExceptionOfType(GuestTrapException.class).isThrownBy(instance::start);
            assertThat(instance.state()).isEqualTo(InstanceState.FAULTED);
            instance.recover();
            assertThat(instance.state()).isEqualTo(InstanceState.NOT_STARTED);
        }
    }
}
