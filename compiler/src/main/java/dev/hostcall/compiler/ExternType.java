package dev.hostcall.compiler;

import java.util.List;
import java.util.Objects;

/** The type of what a module imports, exports or defines. Value types are named as in the text format. */
public sealed interface ExternType {

    /** One word for what it is a type of: {@code function}, {@code table}, {@code memory}, {@code global} or {@code tag}. */
    String kind();

    /** A function's; reads like {@code (i32, i64) -> f64}. */
    record OfFunction(List<String> parameters, List<String> results) implements ExternType {
        /** Copies both lists. */
        public OfFunction {
            parameters = List.copyOf(Objects.requireNonNull(parameters, "parameters"));
            results = List.copyOf(Objects.requireNonNull(results, "results"));
        }

        @Override
        public String kind() {
            return "function";
        }

        @Override
        public String toString() {
            String right = results.size() == 1 ? results.get(0) : list(results);
            return list(parameters) + " -> " + right;
        }
    }

    /**
     * A table's; reads like {@code 2 to 10 funcref}.
     *
     * @param element the type of its elements
     * @param min elements at first
     * @param max elements at most; what this compiler allows if the module says nothing or more
     * @param wide whether indices have 64 bits
     */
    record OfTable(String element, long min, long max, boolean wide) implements ExternType {
        /** Refuses null. */
        public OfTable {
            Objects.requireNonNull(element, "element");
        }

        @Override
        public String kind() {
            return "table";
        }

        @Override
        public String toString() {
            return min + " to " + max + " " + element + (wide ? ", indices of 64 bits" : "");
        }
    }

    /**
     * A memory's; reads like {@code 2 to 10 pages}.
     *
     * @param min pages of 64 KiB at first
     * @param max pages at most; what this compiler allows if the module says nothing or more
     * @param wide whether addresses have 64 bits
     * @param shared whether it says that threads share it
     */
    record OfMemory(long min, long max, boolean wide, boolean shared) implements ExternType {
        @Override
        public String kind() {
            return "memory";
        }

        @Override
        public String toString() {
            return min + " to " + max + " pages" + (wide ? ", addresses of 64 bits" : "") + (shared ? ", shared" : "");
        }
    }

    /** A global's; reads like {@code mutable i32}. */
    record OfGlobal(String value, boolean mutable) implements ExternType {
        /** Refuses null. */
        public OfGlobal {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String kind() {
            return "global";
        }

        @Override
        public String toString() {
            return (mutable ? "mutable " : "") + value;
        }
    }

    /** A tag's, by the values of its exceptions; reads like {@code (i32)}. */
    record OfTag(List<String> values) implements ExternType {
        /** Copies the list. */
        public OfTag {
            values = List.copyOf(Objects.requireNonNull(values, "values"));
        }

        @Override
        public String kind() {
            return "tag";
        }

        @Override
        public String toString() {
            return list(values);
        }
    }

    private static String list(List<String> types) {
        return "(" + String.join(", ", types) + ")";
    }
}
