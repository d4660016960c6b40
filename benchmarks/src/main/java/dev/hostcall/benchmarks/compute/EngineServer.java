package dev.hostcall.benchmarks.compute;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers lines: "module function argument" on standard input, "nanoseconds result" on standard output. The programs made
 * of {@code serve.h} do the same.
 */
public final class EngineServer {
    private final Engine engine;
    private final Path guests = Path.of(System.getProperty("guests", "src/main/guests"));
    private final Map<String, Engine.Guest> opened = new HashMap<>();
    private final Map<String, Engine.Function> found = new HashMap<>();

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
            Engine.Function function = function(words[0], words[1]);
            long argument = Long.parseLong(words[2]);
            boolean fromOutside = words[1].equals(Kernel.ADDONE.function());
            long begin = System.nanoTime();
            long result = fromOutside ? callTimes(function, argument) : function.call(argument);
            out.println((System.nanoTime() - begin) + " " + result);
        }
    }

    private static long callTimes(Engine.Function function, long times) {
        long value = 0;
        for (long i = 0; i < times; i++) {
            value = function.call(value);
        }
        return value;
    }

    private Engine.Function function(String module, String name) throws IOException {
        Engine.Function known = found.get(name);
        if (known != null) {
            return known;
        }
        Engine.Guest guest = opened.get(module);
        if (guest == null) {
            guest = engine.open(guests.resolve(module + ".wasm"));
            opened.put(module, guest);
        }
        Engine.Function function = guest.function(name);
        found.put(name, function);
        return function;
    }
}
