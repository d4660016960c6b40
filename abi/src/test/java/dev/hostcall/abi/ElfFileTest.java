package dev.hostcall.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ElfFileTest {
    private static final int STRINGS_AT = 128;
    private static final int SYMBOLS_AT = 192;
    private static final int SECTIONS_AT = 288;

    /** Header, a segment to load, strings, three symbols, and the sections: none, symbols, strings. */
    private static byte[] object(Consumer<ByteBuffer> change) {
        byte[] contents = new byte[SECTIONS_AT + 3 * 64];
        ByteBuffer file = ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        file.putShort(16, (short) ElfFile.SHARED_OBJECT).putShort(18, (short) 62);
        file.putLong(32, 64).putShort(56, (short) 1).putLong(40, SECTIONS_AT).putShort(60, (short) 3);
        file.putInt(64, 1).putLong(64 + 8, 100).putLong(64 + 32, 50);
        byte[] strings = "\0here\0elsewhere\0".getBytes(StandardCharsets.US_ASCII);
        file.put(STRINGS_AT, strings);
        file.putInt(SYMBOLS_AT + 24, 1).put(SYMBOLS_AT + 28, (byte) 0x12).putShort(SYMBOLS_AT + 30, (short) 7);
        file.putInt(SYMBOLS_AT + 48, 6).put(SYMBOLS_AT + 52, (byte) 0x10);
        int symbols = SECTIONS_AT + 64;
        file.putInt(symbols + 4, ElfFile.SYMBOLS).putLong(symbols + 24, SYMBOLS_AT);
        file.putLong(symbols + 32, 3 * 24).putInt(symbols + 40, 2);
        file.putInt(symbols + 64 + 4, 3).putLong(symbols + 64 + 24, STRINGS_AT);
        change.accept(file);
        return contents;
    }

    private static byte[] object() {
        return object(file -> {});
    }

    private static ElfFile read(byte[] contents) {
        return ElfFile.of(contents).orElseThrow();
    }

    @Test
    void symbolsSayWhatAnObjectHasAndWhatItNeeds() throws Exception {
        ElfFile file = read(object());
        assertThat(file.type()).isEqualTo(ElfFile.SHARED_OBJECT);
        assertThat(Machine.ofElf(file.machine())).contains(Machine.X86_64);
        assertThat(file.loadedEnd()).isEqualTo(150);
        assertThat(file.symbols(ElfFile.SYMBOLS))
                .contains(List.of(
                        new ElfFile.Symbol("here", ElfFile.Symbol.FUNCTION, true),
                        new ElfFile.Symbol("elsewhere", 0, false)));
        assertThat(file.symbols(ElfFile.DYNAMIC_SYMBOLS)).isEmpty();
    }

    @Test
    void aSectionIsFoundByItsName() throws Exception {
        ElfFile file = read(object(
                elf -> elf.putShort(62, (short) 2).putInt(SECTIONS_AT + 128, 6).putLong(SECTIONS_AT + 128 + 32, 16)));
        assertThat(file.contents("elsewhere").orElseThrow())
                .isEqualTo("\0here\0elsewhere\0".getBytes(StandardCharsets.US_ASCII));
        assertThat(file.contents("here")).isEmpty();
        assertThatThrownBy(
                        () -> read(object(elf -> elf.putShort(62, (short) 3))).contents("here"))
                .isInstanceOf(ElfFile.Damaged.class);
    }

    @Test
    void moreSectionsThanFitTheHeaderAreCountedInTheFirst() throws Exception {
        byte[] contents = object(file -> file.putShort(60, (short) 0).putLong(SECTIONS_AT + 32, 3));
        assertThat(read(contents).symbols(ElfFile.SYMBOLS).orElseThrow()).hasSize(2);
    }

    @Test
    void otherFilesAreNone() {
        assertThat(ElfFile.isElf(new byte[3])).isFalse();
        assertThat(ElfFile.isElf(new byte[] {0x7f, 'E', 'L', 'F'})).isTrue();
        assertThat(ElfFile.of(new byte[64])).isEqualTo(Optional.empty());
        assertThat(ElfFile.of(Arrays.copyOf(object(), 63))).isEmpty();
        assertThat(ElfFile.of(object(file -> file.put(4, (byte) 1)))).isEmpty();
        assertThat(ElfFile.of(object(file -> file.put(5, (byte) 2)))).isEmpty();
    }

    @Test
    void whatLiesOutsideOfTheFileIsNotRead() {
        assertThatThrownBy(() -> read(object(file -> file.putLong(40, 1 << 20))).symbols(ElfFile.SYMBOLS))
                .isInstanceOf(ElfFile.Damaged.class)
                .hasMessage("cut short: its section table at byte 1048576 has 3 rows, the file ends at 480");
        assertThatThrownBy(() -> read(object(file -> file.putLong(40, -64))).symbols(ElfFile.SYMBOLS))
                .isInstanceOf(ElfFile.Damaged.class);
        assertThatThrownBy(() ->
                        read(object(file -> file.putLong(32, Long.MAX_VALUE))).loadedEnd())
                .isInstanceOf(ElfFile.Damaged.class)
                .hasMessage("damaged: a table at byte 9223372036854775807 lies outside the file");
    }

    @Test
    void whateverBytesAreChangedNothingButDamagedIsThrown() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] contents = object();
            for (int change = 0; change < 4; change++) {
                contents[6 + random.nextInt(contents.length - 6)] = (byte) random.nextInt();
            }
            ElfFile file = ElfFile.of(contents).orElseThrow();
            try {
                file.loadedEnd();
                file.symbols(ElfFile.SYMBOLS);
                file.symbols(ElfFile.DYNAMIC_SYMBOLS);
                file.contents("here");
            } catch (ElfFile.Damaged e) {
                assertThat(e).as("seed %d", seed).hasMessageMatching("(cut short|damaged): .*");
            }
        }
    }
}
