package dev.hostcall.processor.writer;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.hostcall.processor.model.AllocatorNames;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Enumeration;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.JavaClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/** The methods and fields of a generated class that carry types with parts; each is written once, where first needed. */
final class Helpers {
    /** The constant that names the guest's allocator, if one is named. */
    private static final String ALLOCATOR = "ALLOCATOR";

    private static final ClassName ALLOCATOR_DECLARATION =
            ClassName.get("dev.hostcall.runtime.spi", "AllocatorDeclaration");

    private final Identifiers names;
    private final Optional<AllocatorNames> allocator;
    private final Map<String, Map<BorderType, String>> methods = new HashMap<>();
    private final Map<Enumeration, String> constants = new HashMap<>();
    private final Map<JavaClass, String> resources = new HashMap<>();
    private final Map<String, String> functionTypes = new HashMap<>(); // by how they are written
    private final List<MethodSpec> written = new ArrayList<>();
    private final List<FieldSpec> fields = new ArrayList<>();

    Helpers(Identifiers names, Optional<AllocatorNames> allocator) {
        this.names = names;
        this.allocator = allocator;
    }

    // private static final AllocatorDeclaration ALLOCATOR = new AllocatorDeclaration("alloc", "dealloc");
    /** The constants that others are made with: before all others. */
    void addFirstTo(TypeSpec.Builder type) {
        allocator.ifPresent(functions -> type.addField(FieldSpec.builder(ALLOCATOR_DECLARATION, names.unique(ALLOCATOR))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(
                        "new $T($L, $L)",
                        ALLOCATOR_DECLARATION,
                        Escapes.javaLiteral(functions.allocate()),
                        Escapes.javaLiteral(functions.release()))
                .build()));
    }

    /** The argument that names the allocator, or nothing. */
    CodeBlock allocator() {
        return allocator.isPresent() ? CodeBlock.of("$N", ALLOCATOR) : CodeBlock.of("");
    }

    /** A statement that declares {@code out}, the {@code Lower} of a frame. */
    CodeBlock lower(String frame) {
        return CodeBlock.of("$T out = $N.lower($L)", JavaTypes.LOWER, frame, allocator());
    }

    /** A name for a method that is written elsewhere. */
    String unique(String wish) {
        return names.unique(wish);
    }

    /** The name of the method that does this with a type. */
    String method(String verb, BorderType type, Function<MethodSpec.Builder, MethodSpec> write) {
        Map<BorderType, String> known = methods.computeIfAbsent(verb, any -> new HashMap<>());
        String before = known.get(type);
        if (before != null) {
            return before;
        }
        String name = names.unique(verb + JavaTypes.word(type));
        known.put(type, name);
        int place = written.size();
        MethodSpec method = write.apply(MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC));
        written.add(place, method); // above those that it needs itself
        return name;
    }

    /** The name of the field with the constants of an enum, as {@code values()} copies them each time. */
    String constants(Enumeration type) {
        return constants.computeIfAbsent(
                type,
                any -> field(
                        JavaTypes.word(type).toUpperCase(Locale.ROOT) + "_CONSTANTS",
                        ArrayTypeName.of(JavaTypes.of(type)),
                        CodeBlock.of("$T.values()", JavaTypes.of(type))));
    }

    /** The name of the field with the type of a resource. */
    String resource(Handle type) {
        TypeName javaClass = JavaTypes.of(type);
        if (type.resource().isOfGuest()) {
            return resources.computeIfAbsent(type.javaClass(), any -> ofGuest(type));
        }
        return resources.computeIfAbsent(
                type.javaClass(),
                any -> field(
                        type.javaClass().simpleName().toUpperCase(Locale.ROOT) + "_TYPE",
                        ParameterizedTypeName.get(JavaTypes.RESOURCE_TYPE, javaClass),
                        CodeBlock.of(
                                "$T.of($T.class, $L)",
                                JavaTypes.RESOURCE_TYPE,
                                javaClass,
                                Escapes.javaLiteral(type.resource().toString()))));
    }

    private String ofGuest(Handle type) {
        return field(
                type.javaClass().simpleName().toUpperCase(Locale.ROOT) + "_TYPE",
                ParameterizedTypeName.get(JavaTypes.RESOURCE_TYPE, WildcardTypeName.subtypeOf(Object.class)),
                CodeBlock.of(
                        "$T.ofGuest($L, $L)",
                        JavaTypes.RESOURCE_TYPE,
                        Escapes.javaLiteral(type.resource().ownModule()),
                        Escapes.javaLiteral(type.resource().name())));
    }

    /** The name of the field with the type of functions that guests pass, given as the runtime reads it. */
    String functionType(String signature) {
        return functionTypes.computeIfAbsent(
                signature,
                any -> field(
                        "FUNCTION_TYPE",
                        JavaTypes.SIGNATURE,
                        CodeBlock.of("$T.parse($S)", JavaTypes.SIGNATURE, signature)));
    }

    /** Adds a constant of the class. */
    String field(String wish, TypeName type, CodeBlock initializer) {
        String name = names.unique(wish);
        fields.add(FieldSpec.builder(type, name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(initializer)
                .build());
        return name;
    }

    void addTo(TypeSpec.Builder type) {
        fields.forEach(type::addField);
        written.forEach(type::addMethod);
    }
}
