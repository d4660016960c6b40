package dev.hostcall.processor.model;

import dev.hostcall.abi.WasmType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A type that crosses the border between Java and a guest, as the component model's canonical ABI lays it out. */
public sealed interface BorderType {

    /** How it is laid out. */
    Layout layout();

    /** The Java type for messages and comments, such as {@code List<Point>}. */
    String simpleName();

    /** Whether a value of it refers to memory of its own. */
    boolean holdsMemory();

    /** A type of one table row: a number, text, bytes, or what is handed over as it is. */
    non-sealed interface Simple extends BorderType {}

    /**
     * Many of one type.
     *
     * @param element the type of each
     * @param form what they are in Java
     */
    record Sequence(BorderType element, Form form) implements BorderType {
        /** What a sequence is in Java. */
        public enum Form {
            /** A {@code List}. */
            LIST,
            /** An array of a primitive type. */
            ARRAY
        }

        @Override
        public Layout layout() {
            return Layout.POINTER_AND_LENGTH;
        }

        @Override
        public String simpleName() {
            return form == Form.ARRAY ? element.simpleName() + "[]" : "List<" + boxed(element) + ">";
        }

        @Override
        public Stream<BorderType> parts() {
            return Stream.of(element);
        }

        @Override
        public boolean holdsMemory() {
            return true;
        }
    }

    /**
     * A record.
     *
     * @param javaClass its class
     * @param fields its components, in order
     */
    record RecordType(JavaClass javaClass, List<Field> fields) implements BorderType {
        /** Copies the list. */
        public RecordType {
            fields = List.copyOf(fields);
        }

        /** Where each field begins. */
        public List<Integer> offsets() {
            return Layout.offsets(layouts());
        }

        private List<Layout> layouts() {
            return fields.stream().map(field -> field.type().layout()).toList();
        }

        @Override
        public Layout layout() {
            return Layout.sequence(layouts());
        }

        @Override
        public String simpleName() {
            return javaClass.displayName();
        }

        @Override
        public Stream<BorderType> parts() {
            return fields.stream().map(Field::type);
        }

        @Override
        public boolean holdsMemory() {
            return parts().anyMatch(BorderType::holdsMemory);
        }
    }

    /**
     * A component of a record.
     *
     * @param name its name
     * @param type its type
     */
    record Field(String name, BorderType type) {}

    /**
     * An enum.
     *
     * @param javaClass its class
     * @param constants their names, in order
     */
    record Enumeration(JavaClass javaClass, List<String> constants) implements BorderType {
        /** Copies the list. */
        public Enumeration {
            constants = List.copyOf(constants);
        }

        @Override
        public Layout layout() {
            return Layout.discriminant(constants.size());
        }

        @Override
        public String simpleName() {
            return javaClass.displayName();
        }

        @Override
        public boolean holdsMemory() {
            return false;
        }
    }

    /**
     * An {@code EnumSet}: a bit for each constant.
     *
     * @param of the enum
     */
    record Flags(Enumeration of) implements BorderType {
        /** So many constants have bits in one i32. */
        public static final int MOST = 32;

        @Override
        public Layout layout() {
            int constants = of.constants().size();
            return Layout.scalar(constants <= 8 ? 1 : constants <= 16 ? 2 : 4, WasmType.I32);
        }

        @Override
        public String simpleName() {
            return "EnumSet<" + of.simpleName() + ">";
        }

        @Override
        public boolean holdsMemory() {
            return false;
        }
    }

    /**
     * A number that stands for an object: a resource.
     *
     * @param javaClass the class of the object
     * @param resource what guests call it
     * @param ownership whether it is given away where it is an argument; a result always is
     */
    record Handle(JavaClass javaClass, ResourceName resource, Ownership ownership) implements BorderType {
        /** Whose the object is, once it is passed. */
        public enum Ownership {
            /** That of who has passed it; it is lent for the call. */
            BORROWED,
            /** That of who has been passed it. */
            OWNED
        }

        @Override
        public Layout layout() {
            return Layout.scalar(Integer.BYTES, WasmType.I32);
        }

        @Override
        public String simpleName() {
            return javaClass.displayName();
        }

        @Override
        public boolean holdsMemory() {
            return false;
        }
    }

    /**
     * A type that a converter converts: a guest sees what it is converted to.
     *
     * @param type the type
     * @param converter the class that converts it
     * @param wire what it is converted to
     * @param directions for which there is a method
     */
    record Converted(JavaType type, JavaClass converter, BorderType wire, Set<Direction> directions)
            implements BorderType {
        /** Copies the set. */
        public Converted {
            directions = Set.copyOf(directions);
        }

        @Override
        public Layout layout() {
            return wire.layout();
        }

        @Override
        public String simpleName() {
            return type.displayName();
        }

        @Override
        public boolean holdsMemory() {
            return wire.holdsMemory();
        }
    }

    /** What is a reference: a parameter or a result as a whole. */
    sealed interface Reference extends BorderType {
        @Override
        default boolean holdsMemory() {
            return false;
        }
    }

    /**
     * An object of Java's, which a guest holds by an external reference.
     *
     * @param javaClass its class
     */
    record External(JavaClass javaClass) implements Reference {
        @Override
        public Layout layout() {
            return Layout.EXTERNAL;
        }

        @Override
        public String simpleName() {
            return "@External " + javaClass.displayName();
        }
    }

    /**
     * A function of a guest's: an index of its table of functions, or a reference.
     *
     * @param type the functional interface that it implements; empty for a {@code FunctionReference}
     * @param nullness whether it may be null
     */
    record FunctionPointer(Optional<Functional> type, Nullness nullness) implements Reference {
        @Override
        public Layout layout() {
            return HostType.INT.layout();
        }

        @Override
        public String simpleName() {
            return type.map(functional -> functional.javaClass().displayName()).orElse("FunctionReference");
        }
    }

    /** The types of what its values hold, in order; none of what a converter makes of them. */
    default Stream<BorderType> parts() {
        return Stream.empty();
    }

    /** What a guest sees of it. */
    default BorderType seen() {
        return this instanceof Converted converted ? converted.wire().seen() : this;
    }

    /** One of several cases. */
    sealed interface Choice extends BorderType {
        /** The layout of what each case has with it. */
        List<Layout> payloads();

        /** The layout of the number that says which. */
        default Layout number() {
            return Layout.discriminant(payloads().size());
        }

        /** Where the payload begins. */
        default int payloadOffset() {
            return Layout.payloadOffset(payloads());
        }

        @Override
        default Layout layout() {
            return Layout.cases(payloads());
        }
    }

    /**
     * A sealed interface.
     *
     * @param javaClass its class
     * @param cases the records it permits, in order
     */
    record Variant(JavaClass javaClass, List<RecordType> cases) implements Choice {
        /** Copies the list. */
        public Variant {
            cases = List.copyOf(cases);
        }

        @Override
        public List<Layout> payloads() {
            return cases.stream().map(RecordType::layout).toList();
        }

        @Override
        public String simpleName() {
            return javaClass.displayName();
        }

        @Override
        public Stream<BorderType> parts() {
            return cases.stream().map(BorderType.class::cast);
        }

        @Override
        public boolean holdsMemory() {
            return parts().anyMatch(BorderType::holdsMemory);
        }
    }

    /**
     * An {@code Optional}.
     *
     * @param value what it may hold
     */
    record Option(BorderType value) implements Choice {
        @Override
        public List<Layout> payloads() {
            return List.of(Layout.NOTHING, value.layout());
        }

        @Override
        public String simpleName() {
            return "Optional<" + boxed(value) + ">";
        }

        @Override
        public Stream<BorderType> parts() {
            return Stream.of(value);
        }

        @Override
        public boolean holdsMemory() {
            return value.holdsMemory();
        }
    }

    /**
     * The result of a method that throws a {@code @HostcallError}.
     *
     * @param ok what it returns; empty for {@code void}
     * @param error what it throws
     */
    record Fallible(Optional<BorderType> ok, Failure error) implements Choice {
        @Override
        public List<Layout> payloads() {
            return List.of(layout(ok), layout(error.value()));
        }

        private static Layout layout(Optional<BorderType> type) {
            return type.map(BorderType::layout).orElse(Layout.NOTHING);
        }

        @Override
        public String simpleName() {
            return ok.map(BorderType::simpleName).orElse("void");
        }

        @Override
        public Stream<BorderType> parts() {
            return Stream.concat(ok.stream(), error.value().stream());
        }

        @Override
        public boolean holdsMemory() {
            return parts().anyMatch(BorderType::holdsMemory);
        }
    }

    /** The name of the class that stands for a type where a primitive one cannot. */
    private static String boxed(BorderType type) {
        return type instanceof HostType simple ? simple.boxedSimpleName() : type.simpleName();
    }
}
