package dev.hostcall.processor.model;

import static dev.hostcall.abi.WasmType.F32;
import static dev.hostcall.abi.WasmType.F64;
import static dev.hostcall.abi.WasmType.I32;
import static dev.hostcall.abi.WasmType.I64;

import dev.hostcall.abi.WasmType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The Java types that a hostcall may take or return and that have no parts: what each is to the guest, in C, and which method of the
 * runtime's {@code Frame}, {@code Lift} and {@code Lower} carries it.
 */
public enum HostType implements BorderType.Simple {
    //    Java    in a future        layout                 C        argument result future
    VOID("void", "java.lang.Void", Layout.NOTHING, "void", "", "", "blockOnVoid"),
    INT("int", "java.lang.Integer", Layout.scalar(4, I32), "int32_t", "i32", "returnI32", "blockOnI32"),
    LONG("long", "java.lang.Long", Layout.scalar(8, I64), "int64_t", "i64", "returnI64", "blockOnI64"),
    FLOAT("float", "java.lang.Float", Layout.scalar(4, F32), "float", "f32", "returnF32", "blockOnF32"),
    DOUBLE("double", "java.lang.Double", Layout.scalar(8, F64), "double", "f64", "returnF64", "blockOnF64"),
    BOOLEAN("boolean", "java.lang.Boolean", Layout.scalar(1, I32), "bool", "bool", "returnBool", "blockOnBool"),
    //    Java    annotation   boxed             layout                 C         in memory
    BYTE("byte", "", "java.lang.Byte", Layout.scalar(1, I32), "int8_t", "i8"),
    SHORT("short", "", "java.lang.Short", Layout.scalar(2, I32), "int16_t", "i16"),
    UNSIGNED_BYTE("byte", "@Unsigned ", "java.lang.Byte", Layout.scalar(1, I32), "uint8_t", "i8"),
    UNSIGNED_SHORT("short", "@Unsigned ", "java.lang.Short", Layout.scalar(2, I32), "uint16_t", "i16"),
    UNSIGNED_INT("int", "@Unsigned ", "java.lang.Integer", Layout.scalar(4, I32), "uint32_t", "i32"),
    UNSIGNED_LONG("long", "@Unsigned ", "java.lang.Long", Layout.scalar(8, I64), "uint64_t", "i64"),
    CODE_POINT("int", "@CodePoint ", "java.lang.Integer", Layout.scalar(4, I32), "uint32_t", "codePoint"),
    //    Java                      layout                     C         argument
    STRING("java.lang.String", Layout.POINTER_AND_LENGTH, "const char *", "string"),
    BYTES("byte[]", Layout.POINTER_AND_LENGTH, "const void *", "bytes"),
    SLICE("dev.hostcall.runtime.MemorySlice", Layout.POINTER_AND_LENGTH, "void *", "slice"),
    VMCTX("dev.hostcall.runtime.Vmctx", Layout.NOTHING, "", "vmctx"),
    MEMORY("dev.hostcall.runtime.Memory", Layout.NOTHING, "", "memory");

    /** The types whose value a guest waits for. */
    public static final Set<String> FUTURES =
            Set.of("java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage");

    private final String javaName;
    private final String annotation;
    private final String boxedName;

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable lists
    private final Layout layout;

    private final String c;
    private final String argument;
    private final String result;
    private final String future;

    HostType(String javaName, Layout layout, String c, String argument) {
        this(javaName, "", "", layout, c, argument, "", "");
    }

    HostType(String javaName, String annotation, String boxedName, Layout layout, String c, String argument) {
        this(javaName, annotation, boxedName, layout, c, argument, "", "");
    }

    HostType(
            String javaName, String boxedName, Layout layout, String c, String argument, String result, String future) {
        this(javaName, "", boxedName, layout, c, argument, result, future);
    }

    HostType(
            String javaName,
            String annotation,
            String boxedName,
            Layout layout,
            String c,
            String argument,
            String result,
            String future) {
        this.javaName = javaName;
        this.annotation = annotation;
        this.boxedName = boxedName;
        this.layout = layout;
        this.c = c;
        this.argument = argument;
        this.result = result;
        this.future = future;
    }

    /** The parameter type with this fully qualified name. */
    public static Optional<HostType> parameter(String javaName) {
        return find(HostType::isParameter, type -> type.javaName.equals(javaName));
    }

    /** The type that a method returns directly under this fully qualified name. */
    public static Optional<HostType> result(String javaName) {
        return find(HostType::isResult, type -> type.javaName.equals(javaName));
    }

    /** The type that a future holds under this fully qualified name of a class. */
    public static Optional<HostType> boxed(String boxedName) {
        return find(HostType::isResult, type -> type.boxedName.equals(boxedName));
    }

    private static Optional<HostType> find(Predicate<HostType> use, Predicate<HostType> name) {
        return all().filter(use.and(name)).findFirst();
    }

    /** All rows of the table, in its order. */
    public static Stream<HostType> all() {
        return Arrays.stream(values());
    }

    /** Whether a hostcall can take it. */
    public boolean isParameter() {
        return !argument.isEmpty();
    }

    /** Whether a hostcall can return it, or a future of it. */
    public boolean isResult() {
        return !boxedName.isEmpty() || isContents();
    }

    /** Whether the frame itself hands it over: a value of WebAssembly's, which needs no other form. */
    public boolean isReturnedAsIs() {
        return !future.isEmpty();
    }

    /** Whether it is told from another type by an annotation. */
    public boolean isAnnotated() {
        return !annotation.isEmpty();
    }

    /** Whether it is no value but handed over as it is. */
    public boolean isHandedOver() {
        return isParameter() && !isResult();
    }

    /** Whether it may be a part of another type. */
    public boolean isPart() {
        return isResult() && this != VOID;
    }

    /** Whether it is a copy of as much as there is. */
    private boolean isContents() {
        return this == STRING || this == BYTES;
    }

    /** Whether the guest passes an address and a number of bytes for it. */
    public boolean isPointerAndLength() {
        return layout.equals(Layout.POINTER_AND_LENGTH);
    }

    /** Whether a frame alone reads it: all but the small and the annotated numbers. */
    public boolean isReadAsIs() {
        return isParameter() && (boxedName.isEmpty() || isReturnedAsIs());
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public boolean holdsMemory() {
        return isContents();
    }

    /** The same type with an annotation, such as {@code @Unsigned byte} of {@code byte}. */
    public Optional<HostType> annotated(String with) {
        return find(
                HostType::isParameter,
                type -> type.javaName.equals(javaName) && type.annotation.equals("@" + with + " "));
    }

    /** The fully qualified Java name, such as {@code java.lang.String} or {@code int}. */
    public String javaName() {
        return javaName;
    }

    /** The Java name without its package, such as {@code String} or {@code int}. */
    @Override
    public String simpleName() {
        return annotation + javaName.substring(javaName.lastIndexOf('.') + 1);
    }

    /** The name of the class that stands for it inside of others, such as {@code String} or {@code Integer}. */
    String boxedSimpleName() {
        return boxedName.isEmpty() ? simpleName() : annotation + boxedName.substring(boxedName.lastIndexOf('.') + 1);
    }

    /** The fully qualified name of the class that stands for it inside a future; only of results. */
    public String boxedName() {
        return boxedName;
    }

    /** What the guest passes or receives for it: nothing, one value, or an address and a length. */
    public List<WasmType> wasm() {
        return layout.flat();
    }

    /** The C type of the result or of the (first) parameter; ends in {@code *} if it is a pointer. */
    public String c() {
        return c;
    }

    /** The method that reads it: of {@code Frame} from a slot, or without slots from the frame itself; of {@code Lift} from memory. */
    public String argument() {
        return argument;
    }

    /** The method of {@code Frame} that hands it to the guest; {@code void} has none. */
    public String result() {
        return result;
    }

    /** The method of {@code Frame} that has the guest wait for a future of it. */
    public String future() {
        return future;
    }
}
