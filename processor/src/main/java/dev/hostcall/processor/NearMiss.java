package dev.hostcall.processor;

import static java.util.Map.entry;

import dev.hostcall.processor.model.HostType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/** Guesses what was meant by a type that a hostcall cannot have. An answer is the end of a message, or empty. */
final class NearMiss {
    private static final String BYTES = "byte[] for a copy, or MemorySlice to read and write the guest's memory";

    private static final Map<String, String> PARTS = Map.ofEntries(
            entry("char", "@CodePoint int"),
            entry("char[]", "String"),
            entry("java.lang.Character", "@CodePoint Integer"),
            entry("java.lang.CharSequence", "String"),
            entry("java.lang.StringBuilder", "String"),
            entry("java.lang.StringBuffer", "String"),
            entry("java.lang.Byte[]", BYTES),
            entry("java.lang.String[]", "List<String>"),
            entry("java.nio.ByteBuffer", BYTES),
            entry("java.io.InputStream", "byte[]"),
            entry("java.io.OutputStream", "MemorySlice"),
            entry("java.util.OptionalInt", "Optional<Integer>"),
            entry("java.util.OptionalLong", "Optional<Long>"),
            entry("java.util.OptionalDouble", "Optional<Double>"),
            entry("java.util.ArrayList", "List"),
            entry("java.util.Collection", "List"),
            entry("java.lang.Iterable", "List"),
            entry("java.util.Set", "List, or EnumSet of an enum's constants"),
            entry("java.util.Map", "a List of records"));

    private final Types types;

    NearMiss(Types types) {
        this.types = types;
    }

    /** How a type is told in which a part is wrong. */
    String found(TypeMirror whole, TypeMirror part) {
        String name = TypeNames.brief(whole);
        return types.isSameType(whole, part) || part.getKind() == TypeKind.WILDCARD
                ? name
                : name + ", with " + TypeNames.brief(part) + " in it";
    }

    /** For what is part of a value, or a parameter. */
    String part(TypeMirror type) {
        String name = TypeNames.qualified(type);
        return HostType.boxed(name)
                .filter(HostType::isParameter)
                .map(boxed -> use(boxed.javaName()))
                .or(() -> Optional.ofNullable(PARTS.get(name)).map(NearMiss::use))
                .or(() -> erased(type)
                        .flatMap(raw -> Optional.ofNullable(PARTS.get(raw)))
                        .map(NearMiss::use))
                .or(() -> namesake(name))
                .or(() -> open(type))
                .or(() -> convertible(type))
                .orElse("");
    }

    private static Optional<String> convertible(TypeMirror type) {
        String name = TypeNames.qualified(type);
        boolean isSomething = type.getKind() == TypeKind.DECLARED
                && !name.equals("java.lang.Object")
                && !name.contains("?")
                && HostType.boxed(name).isEmpty();
        return isSomething ? Optional.of("; or name a converter for it, by @HostcallConverters") : Optional.empty();
    }

    private static Optional<String> erased(TypeMirror type) {
        return type instanceof DeclaredType declared ? Optional.of(TypeNames.erased(declared)) : Optional.empty();
    }

    private static Optional<String> open(TypeMirror type) {
        boolean isInterface = type instanceof DeclaredType declared
                && declared.asElement().getKind() == ElementKind.INTERFACE
                && !TypeNames.qualified(type).startsWith("java.");
        return isInterface ? Optional.of("; make it sealed, with records") : Optional.empty();
    }

    // Another class of an allowed type's simple name: the wrong import.
    private static Optional<String> namesake(String name) {
        return HostType.all()
                .filter(allowed -> allowed.isParameter() && !allowed.javaName().equals(name))
                .filter(allowed -> allowed.simpleName().equals(name.substring(name.lastIndexOf('.') + 1)))
                .map(allowed -> use(allowed.javaName()))
                .findFirst();
    }

    /** For a type of the form {@code List<? extends T>}, or without argument. */
    String withoutWildcard(DeclaredType type) {
        List<? extends TypeMirror> arguments = type.getTypeArguments();
        String name = TypeNames.brief(TypeNames.erased(type));
        if (arguments.size() != 1) {
            return "; say what it holds, as in " + name + "<String>";
        }
        TypeMirror bound = upperBound(arguments.get(0));
        return bound instanceof WildcardType ? "; say what it holds" : use(name + "<" + TypeNames.brief(bound) + ">");
    }

    /** For a method that returns this type, in which a part is wrong. */
    String result(TypeMirror type, TypeMirror part) {
        if (TypeNames.qualified(type).equals(HostType.VOID.boxedName())) {
            return use("void");
        }
        if (TypeNames.qualified(type).equals(HostType.SLICE.javaName())) {
            return use("byte[]");
        }
        return types.isSameType(type, part) || part.getKind() == TypeKind.WILDCARD
                ? future(type).map(this::futureResult).orElseGet(() -> part(type))
                : part(part);
    }

    private String futureResult(DeclaredType future) {
        if (future.getTypeArguments().size() != 1) {
            return "; say what the future holds, as in CompletableFuture<Integer>";
        }
        TypeMirror held = upperBound(future.getTypeArguments().get(0));
        String name = TypeNames.qualified(held);
        return name.startsWith("?") || name.equals("java.lang.Object")
                ? use("CompletableFuture<Void>") + " if it holds nothing"
                : use("CompletableFuture<" + TypeNames.brief(held) + ">");
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
