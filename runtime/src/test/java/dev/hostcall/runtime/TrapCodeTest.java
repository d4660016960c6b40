package dev.hostcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.abi.GuestTrap;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

final class TrapCodeTest {
    @Test
    void everyTrapOfTheAbiHasACodeOfItsName() throws Exception {
        Field[] traps = GuestTrap.class.getDeclaredFields();
        assertThat(TrapCode.values()).hasSameSizeAs(traps);
        for (Field trap : traps) {
            assertThat(TrapCode.of(trap.getInt(null)))
                    .hasToString(TrapCode.valueOf(trap.getName()).toString());
        }
    }

    @Test
    void anotherNumberIsRefused() {
        assertThatThrownBy(() -> TrapCode.of(0)).hasMessage("unknown trap code 0");
        int next = TrapCode.values().length + 1;
        assertThatThrownBy(() -> TrapCode.of(next)).hasMessage("unknown trap code " + next);
    }
}
