package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static final String ALLOWED =
            "; a hostcall takes int, long, float, double, boolean, byte, short, String, byte[],"
                    + " MemorySlice, Vmctx, Memory, an array of numbers, List, Optional, EnumSet, a record, an enum or a sealed"
                    + " interface of records";

    @ParameterizedTest
    @ValueSource(
            strings = {"int", "long", "float", "double", "boolean", "String", "byte[]", "MemorySlice", "Vmctx", "Memory"
            })
    void everyTypeOfTheTableIsTaken(String type) {
        Compilation compilation = Javac.compile(Javac.source("class Kv { @Hostcall void put(" + type + " it) {} }"));
        assertThat(compilation.diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Integer | int",
                "Long | long",
                "Float | float",
                "Double | double",
                "Boolean | boolean",
                "char | @CodePoint int",
                "Byte | byte",
                "Short | short",
                "Character | @CodePoint Integer",
                "CharSequence | String",
                "StringBuilder | String",
                "StringBuffer | String",
                "char[] | String",
                "String[] | List<String>",
                "Byte[] | byte[] for a copy, or MemorySlice to read and write the guest's memory",
                "OptionalInt | Optional<Integer>",
                "ArrayList<String> | List",
                "Set<String> | List, or EnumSet of an enum's constants",
            })
    void aNearMissIsToldWhatToUse(String found, String meant) {
        assertThat(Mistakes.in("class Kv { @Hostcall void put(int key, " + found + " ⇒value) {} }"))
                .containsExactly(
                        "[HostcallParameterType] parameter value of Kv.put is " + found + ALLOWED + "; use " + meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.nio.ByteBuffer | ByteBuffer | byte[] for a copy, or MemorySlice to read and write the guest's memory",
                "java.io.InputStream | InputStream | byte[]",
                "java.io.OutputStream | OutputStream | MemorySlice",
            })
    void aBufferIsToldApartFromACopy(String found, String brief, String meant) {
        assertThat(Mistakes.in("class Kv { @Hostcall void put(" + found + " ⇒value) {} }"))
                .containsExactly(
                        "[HostcallParameterType] parameter value of Kv.put is " + brief + ALLOWED + "; use " + meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Object", "Void", "byte[][]", "Map.Entry<? super Integer, ?>"})
    void whatIsNotNearAnythingIsOnlyTold(String found) {
        assertThat(Mistakes.in("class Kv { @Hostcall void put(" + found + " ⇒value) {} }"))
                .containsExactly("[HostcallParameterType] parameter value of Kv.put is " + found + ALLOWED);
    }

    @Test
    void aNamesakeOfAnAllowedTypeIsToldApart() {
        assertThat(Mistakes.in("class Kv { static class Memory {} static class String {} "
                        + "@Hostcall void grow(Memory ⇒memory, String ⇒text) {} }"))
                .containsExactly(
                        "[HostcallParameterType] parameter memory of Kv.grow is com.example.Kv.Memory" + ALLOWED
                                + "; use dev.hostcall.runtime.Memory",
                        "[HostcallParameterType] parameter text of Kv.grow is com.example.Kv.String" + ALLOWED
                                + "; use java.lang.String");
    }

    @Test
    void aTypeVariableOfTheClassIsNoWasmType() {
        assertThat(Mistakes.in("class Kv<T> { @Hostcall void put(T ⇒value, List<T> ⇒all) {} }"))
                .containsExactly(
                        "[HostcallParameterType] parameter value of Kv.put is T" + ALLOWED,
                        "[HostcallParameterType] parameter all of Kv.put is List<T>, with T in it" + ALLOWED);
    }

    @Test
    void typeAnnotationsDoNotMatter() {
        Compilation compilation = Javac.compiler("-Xlint:all,-processing", "-Werror")
                .withProcessors(new HostcallProcessor())
                .compile(Javac.files(Javac.source("import org.jspecify.annotations.*; class Kv { @Hostcall void put("
                        + "@Nullable String key, byte @Nullable [] value, @Nullable MemorySlice into, @Nullable Vmctx vmctx,"
                        + " dev.hostcall.runtime.@Nullable Memory memory) {} }")));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("target.put(frame.string(0), frame.bytes(2), frame.slice(4), frame.vmctx(), frame.memory())");
    }

    @Test
    void theGuestIsTakenOnce() {
        assertThat(Mistakes.in("class Kv { @Hostcall void put(Vmctx a, int key, Vmctx ⇒b, Vmctx ⇒c) {} }"))
                .containsExactly(
                        "[HostcallDuplicateVmctx] parameter b of Kv.put is a second Vmctx; a hostcall takes at most one, as"
                                + " only one guest calls it",
                        "[HostcallDuplicateVmctx] parameter c of Kv.put is a second Vmctx; a hostcall takes at most one, as"
                                + " only one guest calls it");
    }

    @Test
    void itsMemoryIsTakenOnce() {
        assertThat(Mistakes.in("class Kv { @Hostcall void put(Memory a, Vmctx vmctx, Memory ⇒b) {} }"))
                .containsExactly(
                        "[HostcallDuplicateMemory] parameter b of Kv.put is a second Memory; a hostcall takes at"
                                + " most one, as the guest that calls it has only one");
    }

    @Test
    void aVariableNumberOfArgumentsIsOneMistakeWhateverTheType() {
        assertThat(Mistakes.in("class Kv { @Hostcall void put(String... ⇒all) {} @Hostcall void add(Object... ⇒all) {}"
                        + " @Hostcall void append(int key, byte... ⇒all) {} }"))
                .containsExactly(
                        "[HostcallVarargs] parameter all of Kv.put is String...; a guest passes a fixed number of arguments,"
                                + " so a hostcall names each",
                        "[HostcallVarargs] parameter all of Kv.add is Object...; a guest passes a fixed number of arguments,"
                                + " so a hostcall names each",
                        "[HostcallVarargs] parameter all of Kv.append is byte...; a guest passes a fixed number of arguments,"
                                + " so a hostcall names each; use byte[]");
    }

    @Test
    void aReceiverParameterIsNoParameter() {
        Compilation compilation = Javac.compile(Javac.source("class Kv { @Hostcall void put(Kv this, int it) {} }"));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java")).contains("target.put(frame.i32(0))");
    }
}
