package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * Types as text, without the type annotations that {@link TypeMirror#toString} mixes in: {@code @Nullable String} is
 * {@code java.lang.String}.
 */
final class TypeNames {
    private static final Pattern WELL_KNOWN_PACKAGE =
            Pattern.compile("(?<![\\w.$])(?:java(?:\\.[a-z]+)+|dev\\.hostcall\\.runtime)\\.(?=[A-Z])");

    private TypeNames() {}

    /** The fully qualified name, with type arguments: {@code java.util.List<? extends java.lang.String>}. */
    static String qualified(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED -> erased((DeclaredType) type) + arguments((DeclaredType) type);
            case ARRAY -> qualified(((ArrayType) type).getComponentType()) + "[]";
            case TYPEVAR -> ((TypeVariable) type).asElement().getSimpleName().toString();
            case WILDCARD -> wildcard((WildcardType) type);
            case ERROR -> type.toString();
            default -> type.getKind().name().toLowerCase(Locale.ROOT);
        };
    }

    /** The fully qualified name of the class, without type arguments. */
    static String erased(DeclaredType type) {
        return ((TypeElement) type.asElement()).getQualifiedName().toString();
    }

    private static String arguments(DeclaredType type) {
        List<? extends TypeMirror> arguments = type.getTypeArguments();
        return arguments.isEmpty()
                ? ""
                : arguments.stream().map(TypeNames::qualified).collect(joining(", ", "<", ">"));
    }

    private static String wildcard(WildcardType type) {
        String upper = type.getExtendsBound() == null ? "" : " extends " + qualified(type.getExtendsBound());
        String lower = type.getSuperBound() == null ? "" : " super " + qualified(type.getSuperBound());
        return "?" + upper + lower;
    }

    /** For messages: {@link #qualified} without the packages of the JDK and of the runtime. */
    static String brief(TypeMirror type) {
        return brief(qualified(type));
    }

    /** For messages: a qualified name without the packages of the JDK and of the runtime. */
    static String brief(String qualified) {
        return WELL_KNOWN_PACKAGE.matcher(qualified).replaceAll("");
    }

    /** Whether javac knows every class that the type is made of. */
    static boolean isResolved(TypeMirror type) {
        return type.getKind() != TypeKind.ERROR && parts(type).allMatch(TypeNames::isResolved);
    }

    /** Whether one of these type parameters occurs in the type. */
    static boolean mentions(TypeMirror type, Collection<? extends TypeParameterElement> typeParameters) {
        boolean itself = type instanceof TypeVariable variable && typeParameters.contains(variable.asElement());
        return itself || parts(type).anyMatch(part -> mentions(part, typeParameters));
    }

    private static Stream<? extends TypeMirror> parts(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED -> ((DeclaredType) type).getTypeArguments().stream();
            case ARRAY -> Stream.of(((ArrayType) type).getComponentType());
            case WILDCARD ->
                Stream.of(((WildcardType) type).getExtendsBound(), ((WildcardType) type).getSuperBound())
                        .flatMap(bound -> Optional.ofNullable(bound).stream());
            default -> Stream.empty();
        };
    }
}
