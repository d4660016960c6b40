package dev.hostcall.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java takes for the layout and the numbers of {@code guest.h}, against what a C compiler takes for them. */
final class LayoutTest {
    private static final Pattern ASSERTION =
            Pattern.compile("_Static_assert\\((.*) == (\\w+), \"GuestLayout\\.(\\w+)\\.(\\w+)\"\\);");

    @TempDir
    Path directory;

    @Test
    void everyFieldOfEveryStructureLiesWhereACCompilerPutsIt() throws Exception {
        Map<String, Long> ours = new TreeMap<>();
        for (Class<?> structure : GuestLayout.class.getDeclaredClasses()) {
            for (Field constant : structure.getDeclaredFields()) {
                ours.put(expression(structure, constant), (long) constant.getInt(null));
            }
        }
        assertThat(Header.evaluate(directory, ours.keySet())).isEqualTo(ours);
    }

    private static String expression(Class<?> structure, Field constant) {
        String name = cName(structure);
        return constant.getName().equals("BYTES")
                ? "sizeof(" + name + ")"
                : "offsetof(" + name + ", " + constant.getName().toLowerCase(Locale.ROOT) + ")";
    }

    private static String cName(Class<?> structure) {
        String words =
                structure.getSimpleName().replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return (structure == GuestLayout.Slot.class ? "union guest_" : "struct guest_") + words;
    }

    @Test
    void everyFieldOfTheHeaderIsThere() {
        Map<String, Set<String>> ours = new TreeMap<>();
        for (Class<?> structure : GuestLayout.class.getDeclaredClasses()) {
            Set<String> fields = new TreeSet<>();
            for (Field constant : structure.getDeclaredFields()) {
                fields.add(constant.getName().toLowerCase(Locale.ROOT));
            }
            assertThat(fields.remove("bytes")).as("BYTES of %s", structure).isTrue();
            ours.put(cName(structure).replaceFirst("\\w+ ", ""), fields);
        }
        ours.remove("guest_slot"); // the same for all types
        assertThat(Header.structures()).isEqualTo(ours);
    }

    @Test
    void theHeadersAssertionsNameWhatThereIs() throws Exception {
        List<String> asserted = new ArrayList<>();
        for (MatchResult found : ASSERTION.matcher(Header.text()).results().toList()) {
            Class<?> structure = Class.forName(GuestLayout.class.getName() + "$" + found.group(3));
            Field constant = structure.getDeclaredField(found.group(4));
            assertThat(expression(structure, constant)).isEqualTo(found.group(1));
            if (!found.group(2).equals("GUEST_CONTROL_SIZE")) {
                assertThat(constant.getInt(null)).as(found.group()).isEqualTo(Integer.parseInt(found.group(2)));
            }
            asserted.add(found.group());
        }
        assertThat(asserted).hasSize(Header.text().split("_Static_assert", -1).length - 1);
    }

    @Test
    void everyNumberOfTheHeaderIsThereAndTheSame() throws Exception {
        for (Numbers numbers : List.of(
                new Numbers("guest_stop", "GUEST_", GuestStop.class),
                new Numbers("guest_trap", "GUEST_TRAP_", GuestTrap.class),
                new Numbers("guest_flags", "GUEST_FLAG_", GuestFlag.class),
                new Numbers("guest_extern_kind", "GUEST_EXTERN_", GuestExternKind.class))) {
            Map<String, Long> ours = new TreeMap<>();
            for (Field constant : numbers.ours().getDeclaredFields()) {
                ours.put(numbers.prefix() + constant.getName(), (long) constant.getInt(null));
            }
            assertThat(Header.enumeration(numbers.name())).isEqualTo(new TreeSet<>(ours.keySet()));
            assertThat(Header.evaluate(directory, ours.keySet())).isEqualTo(ours);
        }
    }

    /** An enumeration of the header, and the class of its numbers. */
    private record Numbers(String name, String prefix, Class<?> ours) {}

    @Test
    void versionMagicPageAndMachineAreTheHeaders() throws Exception {
        Map<String, Long> ours = Map.of(
                "GUEST_MAGIC", (long) GuestAbi.MAGIC,
                "GUEST_ABI_VERSION", (long) GuestAbi.VERSION,
                "GUEST_PAGE", (long) GuestAbi.PAGE,
                "GUEST_MACHINE", (long) Machine.current().orElseThrow().elfNumber());
        assertThat(Header.evaluate(directory, ours.keySet())).isEqualTo(ours);
        assertThat(Header.text()).contains("guest_descriptor " + GuestAbi.DESCRIPTOR_SYMBOL + " ");
    }

    @Test
    void theHeaderNeedsNoOtherFileOfOurs() {
        assertThat(Header.text()).doesNotContain("#include \"");
        assertThat(Header.text()).contains("guest_x86_64.h: ", "guest_aarch64.h: ");
    }
}
