package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Allocators that are named. */
class AllocatorsTest {

    private static String generated(String declarations, String file) {
        Compilation compilation = Javac.compile(Javac.source(declarations));
        assertThat(compilation.diagnostics()).isEmpty();
        return Javac.generated(compilation, file);
    }

    @Test
    void argumentsOfAnInterfaceAreInMemoryThatTheNamedFunctionTakes() {
        assertThat(generated(
                        "@GuestAllocator(allocate = \"al\\\"loc\", release = \"dealloc\")"
                                + " @GuestInterface interface Plugin { int put(String key); int size(); }",
                        "com/example/PluginGuest.java"))
                .contains(
                        "ALLOCATOR = new AllocatorDeclaration(\"al\\\"loc\", \"dealloc\");",
                        "of(\"put\", \"ii:i\").allocating(ALLOCATOR)",
                        "of(\"size\", \":i\")\n",
                        "Lower out = frame.lower(ALLOCATOR);");
    }

    @Test
    void resultsOfHostcallsAreInMemoryThatTheNamedFunctionTakes() {
        assertThat(generated(
                        "@GuestAllocator(allocate = \"alloc\") interface Kv { @Hostcall String get();"
                                + " @Hostcall CompletableFuture<byte[]> later(); @Hostcall int size(); }",
                        "com/example/KvHostcalls.java"))
                .contains(
                        "new AllocatorDeclaration(\"alloc\", \"\")",
                        "PLAIN).allocating(ALLOCATOR),",
                        "Lower out = frame.lower(ALLOCATOR);",
                        "Lower out = to.lower(ALLOCATOR);");
    }

    @Test
    void nothingIsNamedWhereNothingWasNamed() {
        assertThat(generated("interface Kv { @Hostcall String get(); }", "com/example/KvHostcalls.java"))
                .contains("PLAIN).allocating()", "frame.lower();")
                .doesNotContain("ALLOCATOR");
    }

    @Test
    void aClassOfManyHostcallsNamesItsAllocatorOnce() {
        StringBuilder methods = new StringBuilder();
        for (int i = 0; i < 501; i++) {
            methods.append("@Hostcall String get").append(i).append("();");
        }
        assertThat(generated(
                        "@GuestAllocator(allocate = \"alloc\") interface Kv { " + methods + " }",
                        "com/example/KvHostcalls.java"))
                .containsOnlyOnce("new AllocatorDeclaration(")
                .contains("class Part2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allocate = ⇒\"\" | allocate | is empty",
                "allocate = ⇒\"\\ud800\" | allocate | has the unpaired surrogate U+D800",
                "allocate = \"a\", release = ⇒\"\\udc00\" | release | has the unpaired surrogate U+DC00",
            })
    void aNameIsOneThatAGuestCanExport(String names, String which, String flaw) {
        assertThat(Mistakes.in(
                        "@GuestAllocator(" + names + ") @GuestInterface interface Plugin { int put(String key); }"))
                .containsExactly("[HostcallAllocatorName] the " + which + " name of @GuestAllocator on Plugin " + flaw
                        + "; a guest exports by any non-empty text that UTF-8 can encode");
    }

    @Test
    void whereNothingIsGeneratedTheAnnotationHasNoEffect() {
        assertThat(Mistakes.in("⇒@GuestAllocator(allocate = \"alloc\") class Kv {}"))
                .containsExactly(
                        "[HostcallNoEffect] Kv has @GuestAllocator, but neither a @Hostcall method nor @GuestInterface;"
                                + " the annotation says how what is generated for those behaves");
    }
}
