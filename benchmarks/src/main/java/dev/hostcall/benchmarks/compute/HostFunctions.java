package dev.hostcall.benchmarks.compute;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;

/** What the guests import, the same for all engines. */
@HostcallModule("env")
public final class HostFunctions {
    private static long reported;

    private HostFunctions() {}

    /** For {@code micro.wat}: adds. */
    @Hostcall
    public static long add(long left, long right) {
        return left + right;
    }

    /** For {@code micro.wat}: the length of a string that was copied out of the guest's memory. */
    @Hostcall
    public static int str(String text) {
        return text.length();
    }

    @Hostcall
    static void mappingCallback(
            int generatedLine,
            int generatedColumn,
            int hasLastGeneratedColumn,
            int lastGeneratedColumn,
            int hasOriginal,
            int source,
            int originalLine,
            int originalColumn,
            int hasName,
            int name) {
        report(
                generatedLine,
                generatedColumn,
                hasLastGeneratedColumn,
                lastGeneratedColumn,
                hasOriginal,
                source,
                originalLine,
                originalColumn,
                hasName,
                name);
    }

    /** For source-map: the ten numbers of {@code env.mapping_callback} describe a mapping that was looked up. */
    public static void report(int... mapping) {
        for (int number : mapping) {
            reported = reported * 31 + number;
        }
    }

    /** A checksum of all mappings that were reported since this was asked last. */
    static long reported() {
        long checksum = reported;
        reported = 0;
        return checksum;
    }

    /** For the encoders, which report that their memory has grown. */
    @Hostcall
    public static void emscriptenNotifyMemoryGrowth(int memory) {}

    /** For the encoders, when they give up. */
    @SuppressWarnings("DoNotCallSuggester") // guests may
    @Hostcall(module = "wasi_snapshot_preview1")
    public static void procExit(int status) {
        throw new IllegalStateException("the guest ended itself with status " + status);
    }
}
