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
 * Every Java type a hostcall may take or return: what it is to the guest, in C, and which method of the runtime's
 * {@code Frame} carries it.
 */
public enum HostType {
    //    Java    in a future        Wasm           C       argument result future
    VOID("void", "java.lang.Void", List.of(), "void", "", "", "blockOnVoid"),
    INT("int", "java.lang.Integer", List.of(I32), "int32_t", "i32", "returnI32", "blockOnI32"),
    LONG("long", "java.lang.Long", List.of(I64), "int64_t", "i64", "returnI64", "blockOnI64"),
    FLOAT("float", "java.lang.Float", List.of(F32), "float", "f32", "returnF32", "blockOnF32"),
    DOUBLE("double", "java.lang.Double", List.of(F64), "double", "f64", "returnF64", "blockOnF64"),
    BOOLEAN("boolean", "java.lang.Boolean", List.of(I32), "bool", "bool", "returnBool", "blockOnBool"),
    //    Java               Wasm               C               argument
    STRING("java.lang.String", List.of(I32, I32), "const char *", "string"),
    BYTES("byte[]", List.of(I32, I32), "const void *", "bytes"),
    SLICE("dev.hostcall.runtime.MemorySlice", List.of(I32, I32), "void *", "slice"),
    VMCTX("dev.hostcall.runtime.Vmctx", List.of(), "", "vmctx"),
    MEMORY("dev.hostcall.runtime.Memory", List.of(), "", "memory");

    /** The types whose value a guest waits for. */
    public static final Set<String> FUTURES =
            Set.of("java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage");

    private final String javaName;
    private final String boxedName;

    @SuppressWarnings("ImmutableEnumChecker") // always a List.of
    private final List<WasmType> wasm;

    private final String c;
    private final String argument;
    private final String result;
    private final String future;

    HostType(String javaName, List<WasmType> wasm, String c, String argument) {
        this(javaName, "", wasm, c, argument, "", "");
    }

    HostType(
            String javaName,
            String boxedName,
            List<WasmType> wasm,
            String c,
            String argument,
            String result,
            String future) {
        this.javaName = javaName;
        this.boxedName = boxedName;
        this.wasm = wasm;
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
        return !boxedName.isEmpty();
    }

    /** Whether the guest passes an address and a number of bytes for it. */
    public boolean isPointerAndLength() {
        return wasm.size() == 2;
    }

    /** The fully qualified Java name, such as {@code java.lang.String} or {@code int}. */
    public String javaName() {
        return javaName;
    }

    /** The Java name without its package, such as {@code String} or {@code int}. */
    public String simpleName() {
        return javaName.substring(javaName.lastIndexOf('.') + 1);
    }

    /** The fully qualified name of the class that stands for it inside a future; only of results. */
    public String boxedName() {
        return boxedName;
    }

    /** What the guest passes or receives for it: nothing, one value, or an address and a length. */
    public List<WasmType> wasm() {
        return wasm;
    }

    /** The C type of the result or of the (first) parameter; ends in {@code *} if it is a pointer. */
    public String c() {
        return c;
    }

    /** The method of {@code Frame} that reads it from a slot, or without slots from the frame itself. */
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
