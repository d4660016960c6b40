package dev.hostcall.processor;

import static java.util.Map.entry;

import dev.hostcall.processor.model.HostType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/** Guesses what was meant by a type that a hostcall cannot have. An answer is the end of a message, or empty. */
final class NearMiss {
    private static final String BYTES = "byte[] for a copy, or MemorySlice to read and write the guest's memory";

    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            entry("byte", "int"),
            entry("short", "int"),
            entry("char", "int"),
            entry("java.lang.Byte", "int"),
            entry("java.lang.Short", "int"),
            entry("java.lang.Character", "int"),
            entry("java.lang.CharSequence", "String"),
            entry("java.lang.StringBuilder", "String"),
            entry("java.lang.StringBuffer", "String"),
            entry("char[]", "String"),
            entry("java.lang.Byte[]", BYTES),
            entry("java.nio.ByteBuffer", BYTES),
            entry("java.io.InputStream", "byte[]"),
            entry("java.io.OutputStream", "MemorySlice"),
            entry("short[]", "MemorySlice"),
            entry("int[]", "MemorySlice"),
            entry("long[]", "MemorySlice"),
            entry("float[]", "MemorySlice"),
            entry("double[]", "MemorySlice"),
            entry("boolean[]", "MemorySlice"));

    private static final Set<String> SMALL_INTEGERS =
            Set.of("byte", "short", "char", "java.lang.Byte", "java.lang.Short", "java.lang.Character");

    private static final Set<String> CONTENTS = Set.of(
            "java.lang.String",
            "java.lang.CharSequence",
            "char[]",
            "byte[]",
            "java.nio.ByteBuffer",
            "dev.hostcall.runtime.MemorySlice");

    private final Types types;

    NearMiss(Types types) {
        this.types = types;
    }

    /** For a parameter of this type. */
    String parameter(TypeMirror type) {
        String name = TypeNames.qualified(type);
        return HostType.boxed(name)
                .filter(HostType::isParameter)
                .map(boxed -> use(boxed.javaName()))
                .or(() -> Optional.ofNullable(PARAMETERS.get(name)).map(NearMiss::use))
                .or(() -> namesake(name))
                .orElse("");
    }

    // Another class of an allowed type's simple name: the wrong import.
    private static Optional<String> namesake(String name) {
        return HostType.all()
                .filter(HostType::isParameter)
                .filter(allowed -> allowed.simpleName().equals(name.substring(name.lastIndexOf('.') + 1)))
                .map(allowed -> use(allowed.javaName()))
                .findFirst();
    }

    /** For a method that returns this type. */
    String result(TypeMirror type) {
        String name = TypeNames.qualified(type);
        return HostType.boxed(name)
                .map(boxed -> use(boxed.javaName()))
                .or(() -> future(type).map(this::futureResult))
                .orElseGet(() -> plainResult(name));
    }

    private static String plainResult(String name) {
        if (SMALL_INTEGERS.contains(name)) {
            return use("int");
        }
        return CONTENTS.contains(name) ? "; take a MemorySlice, write into it and return the length" : "";
    }

    private String futureResult(DeclaredType future) {
        if (future.getTypeArguments().size() != 1) {
            return "; say what the future holds, as in CompletableFuture<Integer>";
        }
        TypeMirror held = upperBound(future.getTypeArguments().get(0));
        String name = TypeNames.qualified(held);
        if (HostType.boxed(name).isPresent()) {
            return use("CompletableFuture<" + TypeNames.brief(held) + ">");
        }
        if (SMALL_INTEGERS.contains(name)) {
            return use("CompletableFuture<Integer>");
        }
        if (CONTENTS.contains(name)) {
            return "; take a MemorySlice, write into it and return a CompletableFuture<Integer> of the length";
        }
        return name.startsWith("?") ? use("CompletableFuture<Void>") + " if it holds nothing" : "";
    }

    private static TypeMirror upperBound(TypeMirror argument) {
        return argument instanceof WildcardType wildcard && wildcard.getExtendsBound() != null
                ? wildcard.getExtendsBound()
                : argument;
    }

    // The type itself or the supertype of it that is some kind of future.
    private Optional<DeclaredType> future(TypeMirror type) {
        if (type instanceof DeclaredType declared
                && (HostType.FUTURES.contains(TypeNames.erased(declared))
                        || TypeNames.erased(declared).equals("java.util.concurrent.Future"))) {
            return Optional.of(declared);
        }
        Stream<? extends TypeMirror> supertypes =
                type instanceof DeclaredType ? types.directSupertypes(type).stream() : Stream.empty();
        return supertypes.flatMap(supertype -> future(supertype).stream()).findFirst();
    }

    private static String use(String type) {
        return "; use " + type;
    }
}
