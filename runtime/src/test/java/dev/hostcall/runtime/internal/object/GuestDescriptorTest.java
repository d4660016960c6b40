package dev.hostcall.runtime.internal.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.abi.GuestLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GuestDescriptorTest {
    @Test
    void theStructureThatJnaReadsHasTheAbisFieldsInTheirPlaces() throws Exception {
        Map<String, Integer> ours = new TreeMap<>();
        int offset = 0;
        for (Field field : GuestDescriptor.class.getDeclaredFields()) { // in the order of the source
            if (!Modifier.isStatic(field.getModifiers())) {
                ours.put(field.getName().toUpperCase(Locale.ROOT), offset);
                offset += field.getType() == int.class ? Integer.BYTES : Long.BYTES;
            }
        }
        ours.put("BYTES", offset);
        Map<String, Integer> abi = new TreeMap<>();
        for (Field field : GuestLayout.Descriptor.class.getDeclaredFields()) {
            abi.put(field.getName(), field.getInt(null));
        }
        assertThat(ours).isEqualTo(abi);
    }
}
