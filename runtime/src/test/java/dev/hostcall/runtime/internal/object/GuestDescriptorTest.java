package dev.hostcall.runtime.internal.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.hostcall.abi.GuestLayout;
import java.lang.reflect.Field;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GuestDescriptorTest {
    @Test
    void everyFieldIsReadFromTheAbisPlace() throws Exception {
        Memory memory = new Memory(GuestLayout.Descriptor.BYTES);
        for (int offset = 0; offset < GuestLayout.Descriptor.BYTES; offset += Integer.BYTES) {
            memory.setInt(offset, offset + 1);
        }
        Map<String, Integer> read = new TreeMap<>();
        GuestDescriptor descriptor = new GuestDescriptor(memory);
        for (Field field : GuestDescriptor.class.getDeclaredFields()) {
            Object value = field.get(descriptor);
            long bits = value instanceof Pointer pointer ? Pointer.nativeValue(pointer) : ((Number) value).longValue();
            read.put(field.getName().toUpperCase(Locale.ROOT), (int) bits - 1);
        }
        Map<String, Integer> abi = new TreeMap<>();
        for (Field constant : GuestLayout.Descriptor.class.getDeclaredFields()) {
            abi.put(constant.getName(), constant.getInt(null));
        }
        abi.remove("BYTES");
        assertThat(read).isEqualTo(abi);
    }
}
