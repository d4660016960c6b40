package dev.hostcall.wasi.internal.env;

import dev.hostcall.runtime.GuestModule;
import java.util.List;
import java.util.stream.Stream;

/**
 * The functions of a module that tell and set its stack pointer.
 *
 * @param get the name of the one that tells it
 * @param set the name of the one that sets it
 */
record StackPointer(String get, String set) {
    private static final List<StackPointer> KNOWN = List.of(
            new StackPointer("emscripten_stack_get_current", "_emscripten_stack_restore"),
            new StackPointer("stackSave", "stackRestore"));

    /** Those of a module, which is to have all that a jump needs. */
    static StackPointer of(GuestModule module, String importer) {
        return KNOWN.stream()
                .filter(known -> exports(module, known.get, known.set, Invocation.NOTE))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "module %s imports env.%s, so it must export %s, and %s; link it with -sEXPORTED_FUNCTIONS=_setThrew,…"
                                .formatted(
                                        module.name(),
                                        importer,
                                        Invocation.NOTE,
                                        String.join(
                                                " or ",
                                                KNOWN.stream()
                                                        .map(known -> known.get + " and " + known.set)
                                                        .toList()))));
    }

    private static boolean exports(GuestModule module, String... functions) {
        return Stream.of(functions).allMatch(each -> module.export(each).isPresent());
    }
}
