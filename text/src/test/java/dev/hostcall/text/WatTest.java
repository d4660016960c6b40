package dev.hostcall.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.text.WatException.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static WatException refused(String text) {
        return assertThatExceptionOfType(WatException.class)
                .isThrownBy(() -> Wat.toWasm(text))
                .actual();
    }

    @Test
    void aTextBecomesAModule() throws IOException {
        byte[] empty = {0, 'a', 's', 'm', 1, 0, 0, 0};
        assertThat(Wat.toWasm("(module)")).isEqualTo(empty);
        assertThat(Wat.toWasm(Files.writeString(folder.resolve("a.wat"), "(module)")))
                .isEqualTo(empty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(tag $t) (func (throw $t))",
                "(func $f (return_call $f))",
                "(memory i64 1)",
                "(memory 1) (memory 2)",
                "(global i32 (i32.add (i32.const 1) (i32.const 2)))",
                "(func (result v128) (v128.const i32x4 0 0 0 0))"
            })
    void whatGuestsMayUseIsKnown(String fields) {
        assertThat(Wat.toWasm("(module " + fields + ")")).startsWith(0, 'a', 's', 'm');
    }

    @Test
    void aMistakeIsShownInItsLine() {
        WatException e = refused("""
                (module
                  (func (export "x")
                    (i32.addd)))
                """);
        assertThat(e).hasMessage("""
                <text>:3:6: unexpected token "i32.addd", expected an instr.
                    (i32.addd)))
                     ^""");
        assertThat(e.mistakes())
                .containsExactly(new Mistake(3, 6, "unexpected token \"i32.addd\", expected an instr."));
    }

    @Test
    void everyMistakeIsNamed() {
        WatException e = refused("(module\n (func (result i64) (i32.const 1))\n (func (local.get 7)))");
        assertThat(e.mistakes()).extracting(Mistake::line).contains(2, 3);
        assertThat(e).hasMessageContaining("<text>:2:").hasMessageContaining("<text>:3:");
    }

    @Test
    void ofManyMistakesTheFirstAreShown() {
        StringBuilder text = new StringBuilder("(module\n");
        IntStream.range(0, 25).forEach(i -> text.append("(func (drop (local.get 1)))\n"));
        WatException e = refused(text.append(")").toString());
        assertThat(e.mistakes()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(e).hasMessageEndingWith("\nand " + (e.mistakes().size() - 10) + " more mistakes");
    }

    @Test
    void columnsCountCharactersAndTabsStay() {
        WatException e = refused("(module\n\t(func (export \"größe\")\t(oops)))");
        assertThat(e.mistakes().get(0).column()).isEqualTo("\t(func (export \"größe\")\t(".length() + 1);
        assertThat(String.valueOf(e.getMessage()).lines().skip(2)).contains("\t" + " ".repeat(22) + "\t ^");
    }

    @Test
    void ofALongLineTheNeighbourhoodIsShown() {
        WatException e = refused("(module " + "(func)".repeat(1000) + "(oops)" + "(func)".repeat(1000) + ")");
        assertThat(e.mistakes())
                .contains(new Mistake(1, 6009, e.mistakes().get(0).message()));
        assertThat(String.valueOf(e.getMessage()).lines().skip(1).limit(1))
                .singleElement()
                .asString()
                .hasSize(100)
                .contains("(func)(oops)(func)");
    }

    @Test
    void whereATextEndsTooEarlyIsTold() {
        assertThat(refused("(module\n")).hasMessageContaining("unexpected token \"EOF\"");
        assertThat(refused("hello")).hasMessageStartingWith("<text>:1:1: unexpected token \"hello\"");
    }

    @Test
    void aFileIsCalledByItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("größe.wat"), "(modul)");
        assertThatExceptionOfType(WatException.class)
                .isThrownBy(() -> Wat.toWasm(file))
                .withMessageStartingWith(file + ":1:2: unexpected token \"modul\"");
    }

    @Test
    void aFileThatIsNoTextIsRecognised() throws IOException {
        Path wasm = Files.write(folder.resolve("a.wasm"), Wat.toWasm("(module)"));
        assertThatExceptionOfType(WatException.class)
                .isThrownBy(() -> Wat.toWasm(wasm))
                .withMessage(wasm + " is a module in the binary format, not a text: it needs no assembling");
        Path latin = Files.write(folder.resolve("latin.wat"), new byte[] {'(', (byte) 0xe4, ')'});
        assertThatExceptionOfType(WatException.class)
                .isThrownBy(() -> Wat.toWasm(latin))
                .withMessage(latin + " is not a text: byte 1 of 3 is not UTF-8");
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Wat.toWasm(folder.resolve("absent.wat")));
    }
}
