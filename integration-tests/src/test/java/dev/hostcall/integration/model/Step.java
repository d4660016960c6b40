package dev.hostcall.integration.model;

import java.util.List;

/** One step of a script that a guest plays. */
sealed interface Step {
    /** Four bits, as the guest reads them; 0 ends a script. */
    int code();

    /** What the guest does alone. */
    enum Alone implements Step {
        /** A short loop. */
        WORK(4),
        /** A loop longer than an internal slice of the budget. */
        LABOUR(5),
        /** Counts in linear memory. */
        BUMP(6),
        GROW(7),
        /** Reads outside of linear memory. */
        FAULT(8),
        UNREACHABLE(9);

        private final int code;

        Alone(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Calls a hostcall that cannot suspend. */
    record Plain(Deed deed) implements Step {
        @Override
        public int code() {
            return 1;
        }
    }

    /** Calls a hostcall that returns a future. */
    record Tail(Outlook outlook) implements Step {
        @Override
        public int code() {
            return 2;
        }
    }

    /**
     * Calls a hostcall that may suspend in its body, where it does one deed after the other.
     *
     * @param stubborn it catches whatever a deed throws, and goes on with the next
     */
    record Body(List<Deed> deeds, boolean stubborn) implements Step {
        @Override
        public int code() {
            return 3;
        }
    }

    /** What becomes of a future. */
    enum Outlook {
        DONE,
        FAILED,
        CANCELLED,
        /** Left to a later operation. */
        OPEN
    }
}
