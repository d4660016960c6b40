package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
    private static final String ALLOWED =
            "; a hostcall returns void, int, long, float, double, boolean, byte, short, String,"
                    + " byte[], an array of numbers, List, Optional, EnumSet, a record, an enum or a sealed interface of records, or"
                    + " a CompletableFuture or CompletionStage of one";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | frame.returnI32(target.get());",
                "long | frame.returnI64(target.get());",
                "float | frame.returnF32(target.get());",
                "double | frame.returnF64(target.get());",
                "boolean | frame.returnBool(target.get());",
                "void | target.get();",
                "CompletableFuture<Integer> | frame.blockOnI32(target.get());",
                "CompletableFuture<Long> | frame.blockOnI64(target.get());",
                "CompletableFuture<Float> | frame.blockOnF32(target.get());",
                "CompletableFuture<Double> | frame.blockOnF64(target.get());",
                "CompletableFuture<Boolean> | frame.blockOnBool(target.get());",
                "CompletableFuture<Void> | frame.blockOnVoid(target.get());",
                "CompletionStage<Integer> | frame.blockOnI32(target.get());",
                "CompletionStage<Void> | frame.blockOnVoid(target.get());",
            })
    void everyResultOfTheTableIsHandedOver(String type, String statement) {
        Compilation compilation = Javac.compile(Javac.source("interface Kv { @Hostcall " + type + " get(); }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("        " + statement + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Integer | use int",
                "Long | use long",
                "Float | use float",
                "Double | use double",
                "Boolean | use boolean",
                "Void | use void",
                "char | use @CodePoint int",
                "Short | use short",
                "CharSequence | use String",
                "MemorySlice | use byte[]",
                "CompletableFuture | say what the future holds, as in CompletableFuture<Integer>",
                "Future<Integer> | use CompletableFuture<Integer>",
                "FutureTask<Long> | use CompletableFuture<Long>",
                "CompletableFuture<? extends Integer> | use CompletableFuture<Integer>",
                "CompletableFuture<?> | use CompletableFuture<Void> if it holds nothing",
                "CompletableFuture<? super Integer> | use CompletableFuture<Void> if it holds nothing",
            })
    void aNearMissIsToldWhatToDo(String found, String advice) {
        assertThat(Mistakes.in(
                        "@SuppressWarnings(\"rawtypes\") interface Kv { @Hostcall " + found + " ⇒get(int key); }"))
                .containsExactly("[HostcallReturnType] Kv.get returns " + found + ALLOWED + "; " + advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Object", "int[][]"})
    void whatIsNotNearAnythingIsOnlyTold(String found) {
        assertThat(Mistakes.in("interface Kv { @Hostcall " + found + " ⇒get(); }"))
                .containsExactly("[HostcallReturnType] Kv.get returns " + found + ALLOWED);
    }

    @Test
    void aFutureOfOnesOwnIsReturnedAsTheFutureItExtends() {
        assertThat(Mistakes.in("interface Kv { class Reply extends CompletableFuture<Integer> {} "
                        + "@Hostcall Reply ⇒get(); @Hostcall CompletableFuture<Integer> fetch(); }"))
                .containsExactly("[HostcallReturnType] Kv.get returns com.example.Kv.Reply" + ALLOWED
                        + "; use CompletableFuture<Integer>");
    }

    @Test
    void typeAnnotationsDoNotMatter() {
        Compilation compilation = Javac.compiler("-Xlint:all,-processing", "-Werror")
                .withProcessors(new HostcallProcessor())
                .compile(Javac.files(Javac.source("import org.jspecify.annotations.*; interface Kv {"
                        + " @Hostcall CompletableFuture<@Nullable Void> put();"
                        + " @Hostcall @Nullable CompletionStage<@Nullable Integer> get(); }")));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("frame.blockOnVoid(target.put());", "frame.blockOnI32(target.get());");
    }
}
