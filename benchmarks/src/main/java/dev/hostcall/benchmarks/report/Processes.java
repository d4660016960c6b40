package dev.hostcall.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measuring programs in processes of their own. */
public final class Processes {
    /** The Java that this runs on. */
    public static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private Processes() {}

    /** A class of this program with its arguments. */
    public static List<String> command(List<String> options, String main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    /** What a command writes to standard output; it is to succeed. */
    public static String output(List<String> command) throws IOException {
        Path errors = Files.createTempFile("hostcall-benchmark", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("ended with status " + status + ": " + Files.readString(errors));
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(errors);
        }
    }

    /** What several processes, one after the other, write: numbers in a line; all first ones, all second ones, and so on. */
    public static List<Spread> numbers(int processes, List<String> command) throws IOException {
        List<List<Double>> all = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            String[] line = output(command).trim().split(" ", -1);
            for (int j = 0; j < line.length; j++) {
                if (all.size() == j) {
                    all.add(new ArrayList<>());
                }
                all.get(j).add(Double.valueOf(line[j]));
            }
        }
        return all.stream().map(Spread::of).toList();
    }
}
