package dev.hostcall.runtime.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.MemoryAccessException;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MemoryViewTest {
    private static final Limits LIMITS = Limits.defaults();

    private final long start = NativeEngine.reserve(Slot.stride(LIMITS), NativeEngine.Access.NONE);
    private final Gate gate = new Gate();
    private MemoryCore memory;

    @BeforeEach
    void begin() {
        Slot slot = new Slot(LIMITS, start);
        assertThat(slot.resize(GuestAbi.PAGE)).isTrue();
        memory = new MemoryCore(gate, slot, GuestAbi.PAGE);
        gate.own();
    }

    @AfterEach
    void end() {
        NativeEngine.release(start, Slot.stride(LIMITS));
    }

    @Test
    void aViewIsTheBytesThemselves() {
        ByteBuffer view = memory.view(GuestAbi.PAGE - 4, 4);
        assertThat(view.isDirect()).isTrue();
        assertThat(view.capacity()).isEqualTo(4);
        view.put(3, (byte) 7);
        assertThat(memory.readByte(GuestAbi.PAGE - 1)).isEqualTo((byte) 7);
        assertThat(memory.view(GuestAbi.PAGE, 0).isDirect()).isTrue();
    }

    @Test
    void aViewLiesInside() {
        assertThatThrownBy(() -> memory.view(GuestAbi.PAGE - 3, 4)).isInstanceOf(MemoryAccessException.class);
        assertThatThrownBy(() -> memory.view(-1, 1)).isInstanceOf(MemoryAccessException.class);
    }

    @Test
    void onlyTheThreadThatRunsTheGuestHasOne() {
        gate.disown();
        assertThatThrownBy(() -> memory.view(0, 1))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("only the thread that runs the guest may have a view of its memory");
    }
}
