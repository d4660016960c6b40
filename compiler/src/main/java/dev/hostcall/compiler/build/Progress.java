package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompileListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells a listener how many functions have been compiled, while C compilers are at work on units. Not thread-safe. */
final class Progress {
    private final CompileListener listener;
    private final Path directory;
    private final Map<String, UnitOutput> running = new LinkedHashMap<>();
    private int total;
    private int ended;
    private int reported = -1;

    /** Of units in a directory. */
    Progress(CompileListener listener, Path directory) {
        this.listener = listener;
        this.directory = directory;
    }

    /** A unit with so many functions; what is in it beside them counts as one where there are none. */
    void add(String unit, int functions) {
        UnitOutput output = new UnitOutput(directory, unit, Math.max(1, functions));
        running.put(unit, output);
        total += output.functions();
    }

    /** A unit has been compiled whole. */
    void done(String unit) {
        UnitOutput output = running.remove(unit);
        ended += output == null ? 0 : output.functions();
    }

    /** Tells what has changed. */
    void report() {
        int done = ended;
        for (UnitOutput output : running.values()) {
            done += output.written();
        }
        if (done > reported) {
            reported = done;
            listener.progress(done, total);
        }
    }
}
