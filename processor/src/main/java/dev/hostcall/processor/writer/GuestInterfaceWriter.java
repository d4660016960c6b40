package dev.hostcall.processor.writer;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.GuestMethod;
import dev.hostcall.processor.model.GuestResource;
import dev.hostcall.processor.model.HostcallClass.Visibility;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Third phase, for guests: writes the class that implements an interface by what an instance exports. */
public final class GuestInterfaceWriter {
    private static final String RUNTIME = "dev.hostcall.runtime";
    private static final ClassName INSTANCE = ClassName.get(RUNTIME, "Instance");
    private static final ClassName HANDLE = ClassName.get(RUNTIME + ".spi", "GuestHandle");
    private static final ClassName HELD = HANDLE.nestedClass("Held");
    private static final ClassName EXPORTS = ClassName.get(RUNTIME + ".spi", "GuestExports");
    private static final ClassName DECLARATION = ClassName.get(RUNTIME + ".spi", "ExportDeclaration");

    private final GuestInterface guest;
    private final ClassName generated;
    private final Helpers helpers;

    private GuestInterfaceWriter(GuestInterface guest) {
        this.guest = guest;
        Set<String> taken = new HashSet<>(Set.of("of", "DECLARATIONS"));
        guest.allMethods().forEach(method -> taken.add(method.method()));
        this.helpers = new Helpers(new Identifiers(taken), guest.allocator());
        this.generated = ClassName.get(
                guest.javaClass().packageName(),
                GuestInterface.generatedSimpleName(guest.javaClass().simpleNames()));
    }

    /** The source of the class, in ASCII. */
    public static String write(GuestInterface guest) {
        JavaFile file = JavaFile.builder(guest.javaClass().packageName(), new GuestInterfaceWriter(guest).type())
                .addFileComment(
                        "Generated from $L; do not edit.", guest.javaClass().canonicalName())
                .indent("    ")
                .build();
        return Escapes.asciiSource(file.toString());
    }

    /** Which names mean types that the class inherits; and that of a type inside of one that may be among them, as JavaPoet compares no other. */
    private String[] namesOfOthers() {
        return Stream.concat(
                        guest.typesInside().stream(),
                        guest.typesInside().contains(HANDLE.simpleName()) ? Stream.of(HELD.simpleName()) : Stream.of())
                .toArray(String[]::new);
    }

    // @SuppressWarnings({"all", "deprecation", "exports", "removal"})
    // public final class PluginGuest implements Plugin {
    private TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.classBuilder(generated)
                .addJavadoc(
                        "Calls a guest by what {@code $L} declares.",
                        guest.javaClass().displayName())
                .addSuperinterface(JavaTypes.of(guest.javaClass()))
                .addModifiers(Modifier.FINAL)
                .alwaysQualify(namesOfOthers());
        type.addAnnotation(TrampolineWriter.suppressWarnings());
        if (guest.visibility() == Visibility.PUBLIC) {
            type.addModifiers(Modifier.PUBLIC);
        }
        helpers.addFirstTo(type);
        type.addField(declarations()).addField(EXPORTS, "exports", Modifier.PRIVATE, Modifier.FINAL);
        if (guest.needsExecutor()) {
            type.addField(Executor.class, "executor", Modifier.PRIVATE, Modifier.FINAL);
        }
        type.addMethod(constructor()).addMethod(factory());
        GuestMethodWriter methods = new GuestMethodWriter(guest.javaClass().displayName(), "this", helpers);
        int index = 0;
        for (GuestMethod method : guest.methods()) {
            type.addMethod(methods.method(index++, method));
        }
        for (GuestResource resource : guest.resources()) {
            type.addType(resource(index, resource));
            index += resource.methods().size();
        }
        helpers.addTo(type);
        return type.build();
    }

    // private static final ExportDeclaration[] DECLARATIONS = {
    //     ExportDeclaration.of("find_all", "ii:i").allocating()
    // };
    private FieldSpec declarations() {
        CodeBlock rows = guest.allMethods().stream().map(this::declaration).collect(CodeBlock.joining(",\n"));
        return FieldSpec.builder(ArrayTypeName.of(DECLARATION), "DECLARATIONS")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("{\n$>$L$<\n}", rows)
                .build();
    }

    private CodeBlock declaration(GuestMethod method) {
        CodeBlock plain =
                CodeBlock.of("$T.of($L, $S)", DECLARATION, Escapes.javaLiteral(method.export()), method.signature());
        CodeBlock pointing = method.pointsIntoTable() ? CodeBlock.of("$L.pointing()", plain) : plain;
        return method.allocates() ? CodeBlock.of("$L.allocating($L)", pointing, helpers.allocator()) : pointing;
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(EXPORTS, "exports")
                .addStatement("this.exports = exports");
        if (guest.needsExecutor()) {
            constructor.addParameter(Executor.class, "executor").addStatement("this.executor = executor");
        }
        return constructor.build();
    }

    // public static PluginGuest of(Instance instance, Executor executor) {
    //     return new PluginGuest(instance.exports(DECLARATIONS), Objects.requireNonNull(executor, "executor"));
    // }
    private MethodSpec factory() {
        MethodSpec.Builder factory = MethodSpec.methodBuilder("of")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(INSTANCE, "instance")
                .returns(generated);
        if (!guest.needsExecutor()) {
            return factory.addJavadoc("Calls an instance; refused if it lacks something that is declared.")
                    .addStatement("return new $T(instance.exports(DECLARATIONS))", generated)
                    .build();
        }
        return factory.addJavadoc(
                        "Calls an instance; refused if it lacks something that is declared. Futures run on the executor.")
                .addParameter(Executor.class, "executor")
                .addStatement(
                        "return new $T(instance.exports(DECLARATIONS), $T.requireNonNull(executor, $S))",
                        generated,
                        Objects.class,
                        "executor")
                .build();
    }

    // ---- resources that guests define ----

    // private static final class CursorHandle extends GuestHandle implements Store.Cursor {
    //     private final StoreGuest guest;
    //
    //     private CursorHandle(StoreGuest guest, GuestHandle.Held held) {
    //         super(held);
    //         this.guest = guest;
    //     }
    private TypeSpec resource(int first, GuestResource resource) {
        TypeSpec.Builder type = TypeSpec.classBuilder(JavaTypes.handleName(resource.handle()))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .superclass(HANDLE)
                .addSuperinterface(JavaTypes.of(resource.handle()))
                .addField(generated, "guest", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(generated, "guest")
                        .addParameter(HELD, "held")
                        .addStatement("super(held)")
                        .addStatement("this.guest = guest")
                        .build());
        GuestMethodWriter methods =
                new GuestMethodWriter(resource.handle().javaClass().displayName(), "guest", helpers);
        for (int i = 0; i < resource.methods().size(); i++) {
            type.addMethod(methods.method(first + i, resource.methods().get(i)));
        }
        return type.addMethod(MethodSpec.methodBuilder("close")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .addStatement(
                                "$T.close(this, $T.Turns.$L)",
                                HANDLE,
                                GuestMethodWriter.RETURNED_FUNCTION,
                                resource.closing())
                        .build())
                .build();
    }
}
