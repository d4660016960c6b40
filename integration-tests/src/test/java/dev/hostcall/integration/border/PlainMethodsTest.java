package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.Signature;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plain methods of a guest interface, whose guest may wait in one way only: the thread waits for it, whichever that is. */
final class PlainMethodsTest {
    private static final Signature ASK = Signature.parse("i:i");
    private static final String ASKS_ITS_IMPORT = """
            (module
              (import "host" "answer" (func $answer (param i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "ask") (param i32) (result i32) (call $answer (local.get 0))))
            """;
    private static final String ASKS_ITS_MEMORY = """
            (module
              (memory (export "memory") 1 1 shared)
              (func (export "ask") (param i32) (result i32)
                (drop (memory.atomic.wait32 (i32.const 8) (i32.const 0) (i64.const -1)))
                (i32.load (i32.const 8))))
            """;
    private static final String ASKS_ITS_TABLE = """
            (module
              (memory (export "memory") 1)
              (table (export "table") 1 1 funcref)
              (func (export "ask") (param i32) (result i32)
                (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))))
            """;
    private static final String FILLS_A_TABLE = """
            (module
              (import "host" "answer" (func $answer (param i32) (result i32)))
              (import "other" "table" (table 1 1 funcref))
              (elem (i32.const 0) func $answer))
            """;

    private final CompletableFuture<Integer> answer = new CompletableFuture<>();
    private final HostImports later =
            HostImports.in("host").asyncFunction("answer", ASK, (memory, arguments) -> answer.thenApply(List::of));
    private final Region region = Region.create(2, Limits.defaults());

    @AfterEach
    void close() {
        region.close();
    }

    private Instance instance(String text, ImportSource... imports) {
        return region.newInstance(WatGuest.of(text, "asked", CompilerOptions.defaults()), imports);
    }

    /** Answers once the guest waits, which it would not in a run that cannot. */
    private void assertWaits(Instance asked) throws InterruptedException {
        Thread answering = new Thread(() -> {
            while (asked.state() == InstanceState.READY || asked.state() == InstanceState.RUNNING) {
                Thread.onSpinWait();
            }
            answer.complete(42);
        });
        answering.start();
        assertThat(AskerGuest.of(asked).ask(7)).isEqualTo(42);
        answering.join();
    }

    @Test
    void theyWaitForAFutureOfAHostcall() throws InterruptedException {
        try (Instance asked = instance(ASKS_ITS_IMPORT, later)) {
            assertWaits(asked);
        }
    }

    @Test
    void theyWaitForAHostcallThatBlocksInItsBody() throws InterruptedException {
        HostImports blocking =
                HostImports.in("host").function("answer", ASK, (vmctx, arguments) -> List.of(vmctx.blockOn(answer)));
        try (Instance asked = instance(ASKS_ITS_IMPORT, blocking)) {
            assertWaits(asked);
        }
    }

    @Test
    void theyWaitForWhatAnotherInstanceWaitsFor() throws InterruptedException {
        String imports = ASKS_ITS_IMPORT.replace("\"host\" \"answer\"", "\"other\" \"ask\"");
        try (Instance asking = instance(ASKS_ITS_IMPORT, later);
                Instance asked = instance(imports, asking.exportsAs("other"))) {
            assertWaits(asked);
        }
    }

    @Test
    void theyWaitForWhatAnotherInstanceHasPutIntoTheTable() throws InterruptedException {
        try (Instance asked = instance(ASKS_ITS_TABLE);
                Instance other = instance(FILLS_A_TABLE, asked.exportsAs("other"), later)) {
            assertThat(other.state()).isEqualTo(InstanceState.READY);
            assertWaits(asked);
        }
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // the guest tells whether it was notified
    void theyWaitForANotificationOfTheirMemory() throws InterruptedException {
        try (Instance asked = instance(ASKS_ITS_MEMORY)) {
            answer.thenAccept(value -> {
                asked.memory().writeInt(8, value);
                assertThat(asked.memory().notify(8, 1)).isEqualTo(1);
            });
            assertWaits(asked);
        }
    }

    @Test
    void theyReturnWhereNothingCanBeWaitedFor() {
        String alone = ASKS_ITS_IMPORT
                .replace("(import \"host\" \"answer\" (func $answer (param i32) (result i32)))", "")
                .replace("call $answer", "i32.add (i32.const 35)");
        try (Instance asked = instance(alone)) {
            assertThat(AskerGuest.of(asked).ask(7)).isEqualTo(42);
        }
    }
}
