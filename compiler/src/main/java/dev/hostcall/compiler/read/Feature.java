package dev.hostcall.compiler.read;

/** What the reader knows by name and refuses: proposals, and parts of WebAssembly 3.0 that came from them. */
public enum Feature {
    EXCEPTION_HANDLING("exception handling"),
    GARBAGE_COLLECTION("garbage collection"),
    CUSTOM_PAGE_SIZES("custom page sizes");

    private final String text;

    Feature(String text) {
        this.text = text;
    }

    /** As its proposal calls it. */
    public String text() {
        return text;
    }
}
