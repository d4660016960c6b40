package dev.hostcall.benchmarks.compute;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Answers lines: "function argument" on standard input, "nanoseconds result" on standard output. The programs made of
 * {@code serve.h} do the same.
 */
public final class EngineServer {
    private final Engine engine;
    private final Path guests = Path.of(System.getProperty("guests", "target/compute"));
    private final Map<GuestFile, Engine.Guest> opened = new EnumMap<>(GuestFile.class);
    private final Map<Kernel, Engine.Function> ready = new EnumMap<>(Kernel.class);

    private EngineServer(Engine engine) {
        this.engine = engine;
    }

    /** Serves until standard input ends. The guests are found where the system property {@code guests} says. */
    public static void serve(Engine engine) throws IOException {
        new EngineServer(engine).serve();
    }

    private void serve() throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // engines that write to it do not disturb the answers
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println(("ready " + engine.note()).strip());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            Engine.Function function = function(Kernel.of(words[0]));
            long argument = Long.parseLong(words[1]);
            long begin = System.nanoTime();
            long result = function.call(argument);
            out.println((System.nanoTime() - begin) + " " + result);
        }
    }

    private Engine.Function function(Kernel kernel) throws IOException {
        Engine.Function known = ready.get(kernel);
        if (known != null) {
            return known;
        }
        Engine.Guest guest = opened.get(kernel.file);
        if (guest == null) {
            guest = engine.open(kernel.file.in(guests));
            opened.put(kernel.file, guest);
        }
        Engine.Function function = kernel.on(guest);
        ready.put(kernel, function);
        return function;
    }
}
