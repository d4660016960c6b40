package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.integration.border.Store.Session;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TerminationReason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A guest of the {@link Store} that forwards what it is called with, for tests of handles. */
abstract class StoreGuest {
    static final int RESULT = 64;
    static final int AREA = 512;

    static final String MORE = """
            (func (export "trap") unreachable)
            (func (export "spin") (loop $again (br $again)))
            (func (export "many_in_memory") (param i32) (result i64)
              (call $store.many (local.get 0)))
            (func (export "reuse") (param $rounds i32) (result i32)
              (local $last i32)
              (loop $again
                (local.set $last (call $store.open (local.get $rounds)))
                (drop (call $store._method_session.number (local.get $last)))
                (call $store._resource-drop_session (local.get $last))
                (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
              (local.get $last))
            """;

    final Store store = new Store();
    final Region region = Region.create(2, Limits.compact());
    Instance instance = make(region);

    Instance make(Region in) {
        return in.newInstance(
                Forwarding.of(MORE, Store.class, Session.class, Store.Cursor.class),
                StoreHostcalls.of(store),
                Store_SessionHostcalls.of(),
                Store_CursorHostcalls.of());
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    int run(String function, Object... arguments) {
        return instance.run(function, arguments).returned().i32();
    }

    void call(String function, Object... arguments) {
        instance.run(function, arguments);
    }

    int word(int at) {
        return instance.memory().readInt(at);
    }

    void words(int at, int... words) {
        for (int i = 0; i < words.length; i++) {
            instance.memory().writeInt(at + 4L * i, words[i]);
        }
    }

    void isTerminated(String message, String function, Object... arguments) {
        isTerminated(message, TerminationReason.HOSTCALL_THREW, function, arguments);
    }

    void isTerminated(String message, TerminationReason reason, String function, Object... arguments) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> instance.run(function, arguments))
                .withMessageContaining("store." + function)
                .withMessageContaining(message)
                .satisfies(end -> assertThat(end.reason()).isEqualTo(reason));
        instance.recover();
    }

    static int[] closed(List<Session> sessions) {
        return sessions.stream().mapToInt(session -> session.closed).toArray();
    }
}
