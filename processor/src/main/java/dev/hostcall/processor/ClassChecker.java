package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;

import dev.hostcall.processor.DeclaredClass.DeclaredModule;
import dev.hostcall.processor.Problem.Place;
import dev.hostcall.processor.model.AllocatorNames;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.HostcallClass.Visibility;
import dev.hostcall.processor.model.ImportName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Second phase: turns what the user wrote into what to generate, or into everything that is wrong with it. */
final class ClassChecker {
    private static final String SUPERCLASS = "dev.hostcall.runtime.Hostcalls";

    private final Elements elements;
    private final Types types;
    private final DeclaredClass declared;
    private final Predicate<TypeElement> isCompiledHere;
    private final TypeElement type;
    private final String displayName;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ImportName, DeclaredHostcall> imports = new HashMap<>();
    // A call of a method named yield would be read as a statement; the other two are in every generated class.
    private final Set<String> trampolines = new HashSet<>(Set.of("call", "of", "yield"));
    private final Map<String, Integer> overloads = new HashMap<>();

    private ClassChecker(
            Elements elements, Types types, DeclaredClass declared, Predicate<TypeElement> isCompiledHere) {
        this.elements = elements;
        this.types = types;
        this.declared = declared;
        this.isCompiledHere = isCompiledHere;
        this.type = declared.type();
        this.displayName = DeclaredClass.displayName(type);
    }

    /** Checks a class among others of one compilation, by which those are known that need no generated class yet. */
    static Verdict check(
            Elements elements, Types types, DeclaredClass declared, Predicate<TypeElement> isCompiledHere) {
        return new ClassChecker(elements, types, declared, isCompiledHere).check();
    }

    private Verdict check() {
        List<Hostcall> hostcalls = checkHostcalls();
        Optional<AllocatorNames> allocator = AllocatorChecker.check(type, problems);
        if (hostcalls.isEmpty() && declared.hostcalls().isEmpty()) {
            reportNoHostcalls();
        } else {
            checkCanBeNamed();
            checkSeesRuntime();
        }
        return problems.isEmpty() && declared.isResolved() && !hostcalls.isEmpty()
                ? new Verdict.Accepted(hostcallClass(allocator, hostcalls))
                : new Verdict.Refused(problems);
    }

    private HostcallClass hostcallClass(Optional<AllocatorNames> allocator, List<Hostcall> hostcalls) {
        List<TypeElement> path = DeclaredClass.path(type);
        boolean isPublic = path.stream().allMatch(step -> step.getModifiers().contains(Modifier.PUBLIC));
        return new HostcallClass(
                elements.getPackageOf(type).getQualifiedName().toString(),
                DeclaredClass.simpleNames(type),
                type.getTypeParameters().size(),
                isPublic ? Visibility.PUBLIC : Visibility.PACKAGE,
                allocator,
                hostcalls);
    }

    private List<Hostcall> checkHostcalls() {
        NearMiss nearMiss = new NearMiss(types);
        NameChecker names = new NameChecker(problems);
        ResourceChecker resource = new ResourceChecker(elements, type, names, problems);
        resource.checkClass();
        Optional<String> defaultModule =
                names.defaultModule(displayName, declared.module().flatMap(DeclaredModule::name));
        Optional<String> module =
                resource.handle().map(handle -> handle.resource().module()).or(() -> defaultModule);
        ClassAccess access = new ClassAccess(elements, type, problems);
        Resources resources = new Resources(elements, access, isCompiledHere, problems);
        Converters converters = Converters.of(type, elements, types, access, problems);
        BorderTypes border = new BorderTypes(nearMiss, access, resources, converters, problems);
        ReferenceTypes references = new ReferenceTypes(elements, access, problems);
        ErrorTypes errors = new ErrorTypes(elements, nearMiss, border, access, problems);
        List<Hostcall> hostcalls = new ArrayList<>();
        for (DeclaredHostcall hostcall : declared.hostcalls()) {
            String method = hostcall.method().getSimpleName().toString();
            Optional<ImportName> plain = hostcall.isConstructor()
                    ? Optional.empty()
                    : names.importName(displayName + "." + method, hostcall, module);
            Optional<ImportName> name = resource.importName(hostcall, plain);
            name.ifPresent(importName -> checkUnique(importName, hostcall));
            new MethodChecker(
                            displayName,
                            hostcall.method(),
                            resource.handle(),
                            nearMiss,
                            border,
                            converters,
                            references,
                            errors,
                            problems)
                    .check(name, uniqueTrampoline(hostcall.isConstructor() ? "make" : method))
                    .ifPresent(hostcalls::add);
        }
        resource.handle()
                .map(handle -> ResourceChecker.drop(handle, uniqueTrampoline("drop")))
                .ifPresent(hostcalls::add);
        return hostcalls;
    }

    private void checkUnique(ImportName name, DeclaredHostcall hostcall) {
        DeclaredHostcall first = imports.putIfAbsent(name, hostcall);
        if (first != null) {
            Place place = hostcall.name().map(WrittenName::place).orElse(Place.of(hostcall.method()));
            String second = signature(hostcall.method());
            problems.add(Problem.at(place, Rule.DUPLICATE_IMPORT, second, signature(first.method()), name));
        }
    }

    private String signature(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> TypeNames.brief(parameter.asType()))
                .collect(joining(", ", displayName + "." + method.getSimpleName() + "(", ")"));
    }

    private String uniqueTrampoline(String method) {
        String name = method;
        while (!trampolines.add(name)) {
            name = method + overloads.merge(method, 2, (last, any) -> last + 1);
        }
        return name;
    }

    private void reportNoHostcalls() {
        if (Resources.areInside(type)) { // whose module it names
            return;
        }
        Place place = declared.module().map(DeclaredModule::place).orElse(Place.of(type));
        String inherited = DeclarationReader.inheritedHostcalls(types, type)
                .map(declarer -> "; those it inherits are served by "
                        + HostcallClass.generatedSimpleName(DeclaredClass.simpleNames(declarer)))
                .orElse("");
        problems.add(Problem.at(place, Rule.MODULE, displayName, inherited));
    }

    private void checkCanBeNamed() {
        flaw().ifPresent(flaw -> problems.add(Problem.at(type, Rule.ENCLOSING, displayName, flaw)));
    }

    private Optional<String> flaw() {
        if (!sees(type.getQualifiedName())) { // the class of a file that has only methods, as from Java 25 on
            return Optional.of("has no name in other files");
        }
        if (type.getKind() == ElementKind.ANNOTATION_TYPE) {
            return Optional.of("is an annotation");
        }
        if (type.getModifiers().contains(Modifier.PRIVATE)) {
            return Optional.of("is private");
        }
        Optional<TypeElement> hidden = DeclaredClass.path(type).stream()
                .filter(step -> step.getModifiers().contains(Modifier.PRIVATE))
                .findFirst();
        if (hidden.isPresent()) {
            return Optional.of("is inside " + DeclaredClass.displayName(hidden.get()) + ", which is private");
        }
        return type.getNestingKind() == NestingKind.MEMBER
                        && !type.getModifiers().contains(Modifier.STATIC)
                ? Optional.of("is an inner class, not a static one")
                : Optional.empty();
    }

    private void checkSeesRuntime() {
        if (sees(SUPERCLASS)) {
            return;
        }
        ModuleElement module = elements.getModuleOf(type);
        String generated = HostcallClass.generatedSimpleName(DeclaredClass.simpleNames(type));
        if (module.isUnnamed()) {
            String mend = "add it to the class path";
            problems.add(Problem.at(type, Rule.RUNTIME_MISSING, displayName, SUPERCLASS, generated, mend));
        } else {
            String mend = "add it to the module path and \"requires dev.hostcall.runtime;\" to module-info.java";
            String who = "module " + module.getQualifiedName();
            problems.add(Problem.at(type, Rule.RUNTIME_MISSING, who, SUPERCLASS, generated, mend));
        }
    }

    private boolean sees(CharSequence className) {
        return elements.getTypeElement(elements.getModuleOf(type), className) != null;
    }
}
