package dev.hostcall.processor.writer;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.Hostcall.Receiver;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.HostcallClass.Visibility;
import dev.hostcall.processor.model.ImportForm;
import dev.hostcall.processor.model.Result.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Third phase: writes the Java class that stands between the runtime and the user's methods. The JIT compiles no method of
 * more than 8,000 bytes, and a class file has no room for some thousands of trampolines, so many of them are written in
 * parts: nested classes with a switch each.
 */
public final class TrampolineWriter {
    /** Some 15 bytes each. */
    private static final int MAX_CASES = 500;

    private static final String RUNTIME = "dev.hostcall.runtime";
    private static final ClassName HOSTCALLS = ClassName.get(RUNTIME, "Hostcalls");
    private static final ClassName FRAME = ClassName.get(RUNTIME + ".spi", "Frame");
    private static final ClassName DECLARATION = ClassName.get(RUNTIME + ".spi", "HostcallDeclaration");
    private static final ClassName KIND = DECLARATION.nestedClass("Kind");

    private final HostcallClass hostcalls;
    private final ClassName generatedClass;
    private final ClassName targetClass;
    private final TypeName targetType;
    private final String target;
    private final String frame;
    private final String declarations;
    private final List<Import> imports;
    private final List<Part> parts = new ArrayList<>();
    private final Helpers helpers;
    private final HostcallWriter trampolines;

    /** A nested class for some of the imports, the first of which has an index. */
    private record Part(String name, int first, List<Import> imports) {}

    /** What guests may import, and the method that it calls. */
    private record Import(ImportForm form, String trampoline) {}

    private TrampolineWriter(HostcallClass hostcalls) {
        this.hostcalls = hostcalls;
        this.generatedClass = ClassName.get(hostcalls.packageName(), hostcalls.generatedSimpleName());
        this.targetClass = className(hostcalls);
        this.targetType = withWildcards(targetClass, hostcalls.typeParameters());
        // A variable hides a class of the same name, and static methods are called on the class.
        NameAllocator names = new NameAllocator();
        names.newName(hostcalls.simpleNames().get(0));
        this.target = names.newName("target");
        this.frame = names.newName("frame");
        this.declarations = names.newName("DECLARATIONS");
        this.helpers = new Helpers(new Identifiers(takenNames()), hostcalls.allocator());
        this.trampolines = new HostcallWriter(targetClass, targetType, target, frame, helpers);
        this.imports = imports();
        for (int first = 0; imports.size() > MAX_CASES && first < imports.size(); first += MAX_CASES) {
            String part = names.newName("Part" + (parts.size() + 1));
            parts.add(new Part(part, first, imports.subList(first, Math.min(imports.size(), first + MAX_CASES))));
        }
    }

    /** First the form of each that every guest can use, in the order of the source. */
    private List<Import> imports() {
        List<Import> all = new ArrayList<>();
        hostcalls
                .hostcalls()
                .forEach(hostcall -> all.add(new Import(hostcall.forms().get(0), hostcall.trampoline())));
        hostcalls.hostcalls().stream()
                .flatMap(hostcall -> hostcall.forms().stream().skip(1))
                .forEach(form ->
                        all.add(new Import(form, helpers.unique(form.hostcall().trampoline() + form.suffix()))));
        return all;
    }

    private Set<String> takenNames() {
        Set<String> names = new HashSet<>(Set.of("call", "of", target, declarations));
        hostcalls.hostcalls().forEach(hostcall -> names.add(hostcall.trampoline()));
        return names;
    }

    /** The source of the class, in ASCII whatever the names are, so that no source encoding can spoil it. */
    public static String write(HostcallClass hostcalls) {
        JavaFile file = JavaFile.builder(hostcalls.packageName(), new TrampolineWriter(hostcalls).type())
                .addFileComment("Generated from $L; do not edit.", hostcalls.canonicalName())
                .indent("    ")
                .build();
        return Escapes.asciiSource(file.toString());
    }

    private static ClassName className(HostcallClass hostcalls) {
        List<String> names = hostcalls.simpleNames();
        String[] nested = names.subList(1, names.size()).toArray(String[]::new);
        return ClassName.get(hostcalls.packageName(), names.get(0), nested);
    }

    private static TypeName withWildcards(ClassName type, int count) {
        TypeName[] wildcards = Collections.nCopies(count, WildcardTypeName.subtypeOf(Object.class))
                .toArray(TypeName[]::new);
        return count == 0 ? type : ParameterizedTypeName.get(type, wildcards);
    }

    // @SuppressWarnings({"all", "deprecation", "exports", "removal"})
    // public final class KvHostcalls extends Hostcalls {
    private TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.classBuilder(generatedClass)
                .addJavadoc("Hands the hostcalls of {@code $L} to guests.", String.join(".", hostcalls.simpleNames()))
                .superclass(HOSTCALLS)
                .addModifiers(Modifier.FINAL);
        type.addAnnotation(suppressWarnings());
        if (hostcalls.visibility() == Visibility.PUBLIC) {
            type.addModifiers(Modifier.PUBLIC);
        }
        helpers.addFirstTo(type);
        type.addField(parts.isEmpty() ? declarations(imports) : declarationsOfParts());
        if (hostcalls.needsTarget()) {
            type.addField(targetType, target, Modifier.PRIVATE, Modifier.FINAL);
        }
        type.addMethod(constructor()).addMethod(factory());
        if (parts.isEmpty()) {
            type.addMethod(call(overridden(), 0, imports));
            addTrampolines(type, imports);
        } else {
            type.addMethod(callOfParts());
            parts.forEach(part -> type.addType(type(part)));
        }
        helpers.addTo(type);
        return type.build();
    }

    // private static final class Part1 {
    //     private static final HostcallDeclaration[] DECLARATIONS = { … };
    //
    //     private static void call(Kv target, int index, Frame frame) throws Throwable { … }
    //
    //     private static void size(Kv target, Frame frame) { … }
    private TypeSpec type(Part part) {
        MethodSpec.Builder call = MethodSpec.methodBuilder("call").addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        if (hostcalls.needsTarget()) {
            call.addParameter(targetType, target);
        }
        TypeSpec.Builder type = TypeSpec.classBuilder(part.name())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addField(declarations(part.imports()))
                .addMethod(call(call, part.first(), part.imports()));
        addTrampolines(type, part.imports());
        return type.build();
    }

    private void addTrampolines(TypeSpec.Builder type, List<Import> some) {
        some.forEach(each -> type.addMethod(trampolines.trampoline(each.form(), each.trampoline())));
    }

    // What the user's class may be (deprecated, or in a module that does not pass the runtime on) is not for the
    // generated one to be warned of. "All" is what compilers other than javac know. There is no @Generated: javac
    // -Xlint:processing
    // warns of annotations that no processor claims, and that one is not ours to claim.
    static AnnotationSpec suppressWarnings() {
        return AnnotationSpec.builder(SuppressWarnings.class)
                .addMember("value", "{$S, $S, $S, $S}", "all", "deprecation", "exports", "removal")
                .build();
    }

    // private static final HostcallDeclaration[] DECLARATIONS = {
    //     HostcallDeclaration.of("env", "size", ":i", HostcallDeclaration.Kind.PLAIN),
    //     HostcallDeclaration.of("env", "fetch", "iiii:i", HostcallDeclaration.Kind.SUSPENDING)
    // };
    private FieldSpec declarations(List<Import> some) {
        CodeBlock rows = some.stream().map(each -> declaration(each.form())).collect(CodeBlock.joining(",\n"));
        return declarations(CodeBlock.of("{\n$>$L$<\n}", rows));
    }

    // private static final HostcallDeclaration[] DECLARATIONS =
    //         Stream.of(Part1.DECLARATIONS,
    // Part2.DECLARATIONS).flatMap(Stream::of).toArray(HostcallDeclaration[]::new);
    private FieldSpec declarationsOfParts() {
        CodeBlock all = parts.stream()
                .map(part -> CodeBlock.of("$N.$N", part.name(), declarations))
                .collect(CodeBlock.joining(",$W"));
        return declarations(
                CodeBlock.of("$1T.of($2L).flatMap($1T::of).toArray($3T[]::new)", Stream.class, all, DECLARATION));
    }

    private FieldSpec declarations(CodeBlock initializer) {
        return FieldSpec.builder(ArrayTypeName.of(DECLARATION), declarations)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(initializer)
                .build();
    }

    private CodeBlock declaration(ImportForm form) {
        Hostcall hostcall = form.hostcall();
        CodeBlock plain = CodeBlock.of(
                "$T.of($L, $L, $S, $T.$L)",
                DECLARATION,
                Escapes.javaLiteral(hostcall.importName().module()),
                Escapes.javaLiteral(hostcall.importName().field()),
                form.signature(),
                KIND,
                kind(hostcall));
        CodeBlock pointing = form.pointsIntoTable() ? CodeBlock.of("$L.pointing()", plain) : plain;
        return hostcall.result().type().holdsMemory()
                ? CodeBlock.of("$L.allocating($L)", pointing, helpers.allocator())
                : pointing;
    }

    private static String kind(Hostcall hostcall) {
        boolean isWaiting = hostcall.result().delivery() == Delivery.FUTURE;
        if (hostcall.isSuspending()) {
            return isWaiting || hostcall.takesVmctx() ? "SUSPENDING" : "CALLING";
        }
        return isWaiting ? "WAITING" : "PLAIN";
    }

    // private KvHostcalls(Kv target) {
    //     super(DECLARATIONS);
    //     this.target = target;
    // }
    private MethodSpec constructor() {
        MethodSpec.Builder constructor =
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).addStatement("super($N)", declarations);
        if (hostcalls.needsTarget()) {
            constructor.addParameter(targetType, target).addStatement("this.$1N = $1N", target);
        }
        return constructor.build();
    }

    // public static KvHostcalls of(Kv target) {
    //     return new KvHostcalls(Objects.requireNonNull(target, "target"));
    // }
    private MethodSpec factory() {
        MethodSpec.Builder factory = MethodSpec.methodBuilder("of")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(generatedClass);
        if (hostcalls.needsTarget()) {
            return factory.addJavadoc("Binds the hostcalls to the object they are called on.")
                    .addParameter(targetType, target)
                    .addStatement(
                            "return new $T($T.requireNonNull($N, $S))", generatedClass, Objects.class, target, "target")
                    .build();
        }
        return factory.addJavadoc(
                        hostcalls.hostcalls().stream().anyMatch(each -> each.receiver() == Receiver.DROPPED)
                                ? "What guests have of the resource: there is no object to bind it to."
                                : "The hostcalls. All are static, so there is no object to bind them to.")
                .addStatement("return new $T()", generatedClass)
                .build();
    }

    // @Override
    // public void call(int index, Frame frame) throws Throwable {
    //     switch (index) {
    //         case 0 -> size(target, frame);
    //         case 1 -> hash(frame);
    //         default -> throw new IndexOutOfBoundsException(index);
    //     }
    // }
    private MethodSpec call(MethodSpec.Builder call, int first, List<Import> some) {
        call.addParameter(int.class, "index")
                .addParameter(FRAME, frame)
                .addException(Throwable.class)
                .beginControlFlow("switch (index)");
        for (int i = 0; i < some.size(); i++) {
            Import each = some.get(i);
            String arguments = trampolineArguments(each.form().hostcall());
            call.addStatement("case $L -> $N($L)", first + i, each.trampoline(), arguments);
        }
        return endOfSwitch(call);
    }

    // @Override
    // public void call(int index, Frame frame) throws Throwable {
    //     switch (index / 500) {
    //         case 0 -> Part1.call(target, index, frame);
    //         default -> throw new IndexOutOfBoundsException(index);
    //     }
    // }
    private MethodSpec callOfParts() {
        MethodSpec.Builder call = overridden()
                .addParameter(int.class, "index")
                .addParameter(FRAME, frame)
                .addException(Throwable.class)
                .beginControlFlow("switch (index / $L)", MAX_CASES);
        String arguments = hostcalls.needsTarget() ? target + ", index, " + frame : "index, " + frame;
        for (int i = 0; i < parts.size(); i++) {
            call.addStatement("case $L -> $N.call($L)", i, parts.get(i).name(), arguments);
        }
        return endOfSwitch(call);
    }

    private static MethodSpec.Builder overridden() {
        return MethodSpec.methodBuilder("call").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }

    private static MethodSpec endOfSwitch(MethodSpec.Builder call) {
        return call.addStatement("default -> throw new $T(index)", IndexOutOfBoundsException.class)
                .endControlFlow()
                .build();
    }

    private String trampolineArguments(Hostcall hostcall) {
        return hostcall.receiver() == Receiver.TARGET ? target + ", " + frame : frame;
    }
}
