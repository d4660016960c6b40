package dev.hostcall.text;

import com.dylibso.chicory.log.Logger;
import com.dylibso.chicory.log.SystemLogger;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wabt.Wat2WasmModule;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * WebAssembly's text format to its binary format:
 *
 * <pre>{@code
 * byte[] wasm = Wat.toWasm("(module (func (export \"seven\") (result i32) (i32.const 7)))");
 * }</pre>
 *
 * <p>The assembler is wabt's {@code wat2wasm}, itself WebAssembly that runs inside the JVM. It knows WebAssembly 2.0, and of
 * 3.0 tail calls, exceptions, extended constants, relaxed SIMD, multiple memories and 64-bit memories, and besides these atomic
 * operators, but neither typed function references nor garbage collection. It also checks types. Thread-safe.
 */
public final class Wat {
    private static final List<String> COMMAND = List.of(
            "wat2wasm",
            "-",
            "--output=-",
            "--enable-exceptions",
            "--enable-extended-const",
            "--enable-memory64",
            "--enable-multi-memory",
            "--enable-relaxed-simd",
            "--enable-tail-call",
            "--enable-threads");

    private static final Pattern COLORS = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    private static final Logger LOG = new SystemLogger();
    private static final WasmModule ASSEMBLER = Wat2WasmModule.load();

    private Wat() {}

    /**
     * Assembles a text.
     *
     * @return the module in the binary format
     * @throws WatException naming every mistake with its line and column
     */
    public static byte[] toWasm(String text) {
        return toWasm("<text>", text);
    }

    /**
     * Assembles a file, which must be UTF-8.
     *
     * @return the module in the binary format
     * @throws WatException naming every mistake with its line and column
     * @throws IOException if it cannot be read
     */
    public static byte[] toWasm(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.toString();
        if (bytes.length >= MAGIC.length
                && ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new WatException(name + " is a module in the binary format, not a text: it needs no assembling");
        }
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            return toWasm(
                    name, StandardCharsets.UTF_8.newDecoder().decode(input).toString());
        } catch (CharacterCodingException e) {
            throw new WatException(
                    "%s is not a text: byte %d of %d is not UTF-8".formatted(name, input.position(), bytes.length));
        }
    }

    private static byte[] toWasm(String name, String text) {
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        WasiOptions options = WasiOptions.builder()
                .withStdin(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .withStdout(wasm)
                .withStderr(messages)
                .withArguments(COMMAND)
                .build();
        try (WasiPreview1 wasi =
                WasiPreview1.builder().withLogger(LOG).withOptions(options).build()) {
            ImportValues imports =
                    ImportValues.builder().addFunction(wasi.toHostFunctions()).build();
            Instance.builder(ASSEMBLER)
                    .withMachineFactory(Wat2WasmModule::create)
                    .withImportValues(imports)
                    .build(); // runs it
        } catch (WasiExitException e) {
            if (e.exitCode() != 0) {
                throw WatException.of(name, text, plain(messages));
            }
        } catch (ChicoryException e) {
            throw new WatException("%s cannot be assembled: the assembler failed: %s".formatted(name, e.getMessage()));
        }
        return wasm.toByteArray();
    }

    private static String plain(ByteArrayOutputStream messages) {
        return COLORS.matcher(messages.toString(StandardCharsets.UTF_8)).replaceAll("");
    }
}
