package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.integration.border.Shapes.Point;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each type to a host function and back, through a guest. */
final class EchoTest {
    private static final int RESULT = 64;

    private final Echo echo = new Echo();
    private final Region region = Region.create(1, Limits.compact());
    private final Instance instance = region.newInstance(EchoGuest.with(EchoGuest.ALLOCATOR), EchoHostcalls.of(echo));
    private final Memory memory = instance.memory();

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    @Test
    void aRecordIsPassedByItsPartsAndReturnedInMemory() {
        instance.run("point", 3, -4, RESULT);
        assertThat(echo.seen).isEqualTo(new Point(3, -4));
        assertThat(memory.readInt(RESULT)).isEqualTo(3);
        assertThat(memory.readInt(RESULT + 4)).isEqualTo(-4);
    }

    @Test
    void textComesBackInMemoryThatTheGuestHasTaken() {
        memory.writeBytes(100, new byte[] {'a', 'b', 'c'});
        instance.run("string", 100, 3, RESULT);
        assertThat(echo.seen).isEqualTo("abc");
        assertThat(memory.readInt(RESULT)).isEqualTo(EchoGuest.HEAP);
        assertThat(memory.readInt(RESULT + 4)).isEqualTo(3);
        assertThat(memory.readByte(EchoGuest.HEAP + 2)).isEqualTo((byte) 'c');
    }
}
