package dev.hostcall.wasi;

/** What a guest could not make sense of, or nobody could mean, is refused when it is said. */
final class Checks {
    private Checks() {}

    static void noNul(String what, String text) {
        int index = text.indexOf('\0');
        if (index >= 0) {
            throw new IllegalArgumentException(
                    what + " contains the character NUL, at index " + index + "; a guest could not see its end");
        }
    }

    static void variable(String name) {
        if (name.isEmpty() || name.contains("=")) {
            throw new IllegalArgumentException(
                    "a variable is named \"" + name + "\"; a name must not be empty or contain \"=\"");
        }
    }

    static long limit(String name, long most) {
        if (most < 0) {
            throw new IllegalArgumentException(name + " is " + most + "; it must be 0 or more");
        }
        return most;
    }
}
