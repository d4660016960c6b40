package dev.hostcall.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java takes for the layout of {@code guest.h}, against what a C compiler takes for it. */
final class LayoutTest {
    @TempDir
    Path directory;

    /** The values of C expressions, by the expressions. */
    private Map<String, Long> evaluate(Iterable<String> expressions) throws IOException, InterruptedException {
        StringBuilder source = new StringBuilder("#include \"guest.h\"\n#include <stdio.h>\nint main(void) {\n");
        for (String expression : expressions) {
            source.append("printf(\"%s=%ld\\n\", \"")
                    .append(expression)
                    .append("\", (long)(")
                    .append(expression)
                    .append("));\n");
        }
        Path program = directory.resolve("layout");
        Path file = Files.writeString(directory.resolve("layout.c"), source + "return 0; }\n");
        try (InputStream header =
                Objects.requireNonNull(ControlBlock.class.getResourceAsStream("/dev/hostcall/runtime/guest.h"))) {
            Files.copy(header, directory.resolve("guest.h"));
        }
        run("cc", "-std=gnu11", "-o", program.toString(), file.toString());
        return run(program.toString())
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> Long.valueOf(line[1])));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void theControlBlockLiesWhereTheHeaderSays() throws Exception {
        Map<String, Integer> wanted = new TreeMap<>(Map.of(
                "sizeof(struct guest_control)", ControlBlock.SIZE,
                "GUEST_RETURNED", ControlBlock.RETURNED,
                "GUEST_HOSTCALL", ControlBlock.HOSTCALL,
                "GUEST_BUDGET", ControlBlock.BUDGET,
                "GUEST_TRAPPED", ControlBlock.TRAPPED,
                "GUEST_GROW", ControlBlock.GROW,
                "offsetof(struct guest_control, guest_sp)", ControlBlock.GUEST_SP,
                "offsetof(struct guest_control, budget)", ControlBlock.BUDGET_LEFT,
                "offsetof(struct guest_control, stack_limit)", ControlBlock.STACK_LIMIT,
                "offsetof(struct guest_control, memory_size)", ControlBlock.MEMORY_SIZE));
        wanted.putAll(Map.of(
                "offsetof(struct guest_control, trap_pc)", ControlBlock.TRAP_PC,
                "offsetof(struct guest_control, trap_frame)", ControlBlock.TRAP_FRAME,
                "offsetof(struct guest_control, trap_address)", ControlBlock.TRAP_ADDRESS,
                "offsetof(struct guest_control, flags)", ControlBlock.FLAGS,
                "offsetof(struct guest_control, stack_low)", ControlBlock.STACK_LOW,
                "offsetof(struct guest_control, callee)", ControlBlock.CALLEE,
                "GUEST_CALL_FOREIGN", ControlBlock.CALL_FOREIGN,
                "GUEST_GROW_TABLE", ControlBlock.GROW_TABLE));
        Map<String, Long> found = evaluate(wanted.keySet());
        wanted.forEach((expression, value) ->
                assertThat(found.get(expression)).as(expression).isEqualTo(value.longValue()));
    }

    @Test
    void theDescriptorHasTheHeadersFieldsInTheirPlaces() throws Exception {
        Map<String, Integer> wanted = new TreeMap<>();
        int offset = 0;
        for (Field field : GuestDescriptor.class.getDeclaredFields()) { // in the order of the source
            if (!Modifier.isStatic(field.getModifiers())) {
                wanted.put("offsetof(struct guest_descriptor, " + field.getName() + ")", offset);
                offset += field.getType() == int.class ? Integer.BYTES : Long.BYTES;
            }
        }
        wanted.put("sizeof(struct guest_descriptor)", offset);
        Map<String, Long> found = evaluate(wanted.keySet());
        wanted.forEach((expression, value) ->
                assertThat(found.get(expression)).as(expression).isEqualTo(value.longValue()));
    }

    @Test
    void everyTrapHasItsNumber() throws Exception {
        Map<String, Integer> wanted = new TreeMap<>();
        int number = 1;
        for (Object code : Class.forName("dev.hostcall.runtime.TrapCode").getEnumConstants()) {
            wanted.put("GUEST_TRAP_" + ((Enum<?>) code).name().toUpperCase(Locale.ROOT), number++);
        }
        Map<String, Long> found = evaluate(wanted.keySet());
        wanted.forEach((expression, value) ->
                assertThat(found.get(expression)).as(expression).isEqualTo(value.longValue()));
    }
}
