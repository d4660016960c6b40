package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Vmctx;

/** How a jump begins. */
@HostcallModule("env")
final class JumpCalls {
    @Hostcall(name = "_emscripten_throw_longjmp")
    @SuppressWarnings("DoNotCallSuggester") // guests call it
    void jump() {
        throw new Jump();
    }

    /** As it was called before the program noted by itself where the jump leads. */
    @Hostcall(name = "emscripten_longjmp")
    void jumpTo(Vmctx vmctx, int buffer, int value) {
        vmctx.call(Invocation.NOTE, buffer, value);
        throw new Jump();
    }
}
