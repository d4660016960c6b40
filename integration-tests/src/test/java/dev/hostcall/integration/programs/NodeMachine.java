package dev.hostcall.integration.programs;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hostcall.guests.Tool;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.ValueType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Node.js, a process that {@code machine.mjs} has do what lines of JSON say. */
final class NodeMachine implements Machine {
    private static final Gson GSON = new Gson();

    private final GuestModule signatures;
    private final Path folder;
    private final Path output;
    private final Process process;
    private final Writer requests;
    private final BufferedReader replies;

    /** Its values are of the types that a module's exports have. */
    NodeMachine(Program program, GuestModule signatures, Path scratch) throws IOException {
        this.signatures = signatures;
        folder = Files.createDirectories(scratch.resolve("node"));
        output = scratch.resolve("node.out");
        Path script = scratch.resolve("machine.mjs");
        try (var source = NodeMachine.class.getResourceAsStream("machine.mjs")) {
            Files.copy(Objects.requireNonNull(source), script);
        }
        String setup = GSON.toJson(Map.of(
                "module", program.file().toString(),
                "folder", folder.toString(),
                "output", output.toString(),
                "arguments", program.arguments(),
                "answers", program.answers(),
                "meanings", program.meanings()));
        String node = Tool.find("node", "nodejs").path().toString();
        ProcessBuilder builder = new ProcessBuilder(node, "--no-warnings", script.toString(), setup);
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        requests = process.outputWriter(StandardCharsets.UTF_8);
        replies = process.inputReader(StandardCharsets.UTF_8);
    }

    private JsonElement ask(String what, Object... details) {
        try {
            requests.write(GSON.toJson(Map.of("do", what, "with", details)) + "\n");
            requests.flush();
            String line = replies.readLine();
            if (line == null) {
                throw new IOException("node has ended");
            }
            JsonObject reply = JsonParser.parseString(line).getAsJsonObject();
            if (reply.has("failure")) {
                throw new AssertionError("node: " + reply.get("failure").getAsString());
            }
            return reply.get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable Object call(String function, Object... arguments) {
        String result = ask("call", function, texts(arguments)).getAsString();
        List<ValueType> types =
                signatures.export(function).orElseThrow().signature().results();
        return types.isEmpty() ? null : parse(types.get(0), result);
    }

    @Override
    public String failure(String function, Object... arguments) {
        return ask("failure", function, texts(arguments)).getAsString();
    }

    private static List<String> texts(Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Long ? argument + "n" : argument.toString())
                .toList();
    }

    private static Object parse(ValueType type, String text) {
        return switch (type) {
            case I32 -> Integer.parseInt(text);
            case I64 -> Long.parseLong(text);
            case F32 -> Float.parseFloat(text);
            case F64 -> Double.parseDouble(text);
            default -> throw new AssertionError("a result of type " + type + " is not compared");
        };
    }

    @Override
    public int run() {
        return ask("run").getAsInt();
    }

    @Override
    public byte[] read(int address, int length) {
        return Base64.getDecoder()
                .decode(ask("read", Integer.toUnsignedLong(address), length).getAsString());
    }

    @Override
    public void write(int address, byte[] bytes) {
        ask("write", Integer.toUnsignedLong(address), Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public long memory() {
        return ask("memory").getAsLong();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public byte[] output() throws IOException {
        return Files.readAllBytes(output);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
