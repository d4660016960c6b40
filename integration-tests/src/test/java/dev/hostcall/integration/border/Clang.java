package dev.hostcall.integration.border;

import dev.hostcall.guests.Tool;
import java.io.IOException;
import org.opentest4j.TestAbortedException;

/** The compiler of guests in C. */
final class Clang {
    private Clang() {}

    /** It, with a linker for what it compiles; whoever needs them is skipped where they are not here. */
    static Tool orAbort() {
        try {
            Tool.find("wasm-ld", "lld");
            return Tool.find("clang", "clang");
        } catch (IOException e) {
            throw new TestAbortedException(e.getMessage());
        }
    }
}
