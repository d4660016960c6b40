package dev.hostcall.wasi.internal.env;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.RunResult;
import java.util.List;
import java.util.stream.Stream;

/** What is to be called of a program before anything else. */
public final class Preparation {
    private static final String INITIALIZE_STACK = "emscripten_stack_init";
    private static final String BASE = "emscripten_stack_get_base";
    private static final String END = "emscripten_stack_get_end";
    private static final String CHECK_STACK = "__set_stack_limits";

    /** A standalone program has the first of them, others the second. */
    private static final List<String> CONSTRUCTORS = List.of("_initialize", "__wasm_call_ctors");

    private Preparation() {}

    /** Calls what an instance exports of it. */
    public static void of(Instance instance) {
        if (instance.module().hasStart()) {
            instance.startAsync().join();
        }
        if (exports(instance, INITIALIZE_STACK)) {
            call(instance, INITIALIZE_STACK);
        }
        if (exports(instance, CHECK_STACK, BASE, END)) {
            call(
                    instance,
                    CHECK_STACK,
                    call(instance, BASE).i32(),
                    call(instance, END).i32());
        }
        CONSTRUCTORS.stream()
                .filter(each -> exports(instance, each))
                .findFirst()
                .ifPresent(each -> call(instance, each));
    }

    private static boolean exports(Instance instance, String... functions) {
        return Stream.of(functions)
                .allMatch(each -> instance.module().export(each).isPresent());
    }

    private static RunResult.Returned call(Instance instance, String function, Object... arguments) {
        return instance.runAsync(function, arguments).join().returned();
    }
}
