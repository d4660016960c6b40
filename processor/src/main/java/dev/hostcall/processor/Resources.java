package dev.hostcall.processor;

import dev.hostcall.HostcallModule;
import dev.hostcall.Own;
import dev.hostcall.Resource;
import dev.hostcall.abi.WitName;
import dev.hostcall.processor.BorderTypes.Use;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.ResourceName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads {@code @Resource} and {@code @Own}: which classes guests have handles of, by which names, and whose an object is. */
final class Resources {
    private final Elements elements;
    private final ClassAccess access;
    private final Predicate<TypeElement> isCompiledHere;
    private final List<Problem> problems;
    private final Map<ResourceName, TypeElement> named = new HashMap<>();

    /** For the types of one class; that of others is reported there, if it is of the same compilation. */
    Resources(Elements elements, ClassAccess access, Predicate<TypeElement> isCompiledHere, List<Problem> problems) {
        this.elements = elements;
        this.access = access;
        this.isCompiledHere = isCompiledHere;
        this.problems = problems;
    }

    /** Whether a class is one. */
    static boolean isResource(TypeElement type) {
        return Annotations.isOn(type, Resource.class);
    }

    private static boolean isResource(TypeMirror type) {
        return type instanceof DeclaredType declared && isResource((TypeElement) declared.asElement());
    }

    /** Whether a type has {@code @Own} and is none; that is reported. */
    boolean isOwnedByMistake(TypeMirror type, Use use) {
        boolean isMistake = Annotations.isOn(type, Own.class) && !isResource(type);
        if (isMistake) {
            problems.add(Problem.at(use.place(), Rule.OWN, TypeNames.brief(type)));
        }
        return isMistake;
    }

    /** Whether one is declared inside of a class, at any depth. */
    static boolean areInside(TypeElement type) {
        return ElementFilter.typesIn(type.getEnclosedElements()).stream()
                .anyMatch(nested -> isResource(nested) || areInside(nested));
    }

    // ---- names ----

    /** What guests call it; empty if one of its names is impossible, which is reported where it is declared. */
    static Optional<ResourceName> name(TypeElement type) {
        Optional<String> module = module(type);
        Optional<String> own = writtenName(type).map(Resources::text);
        return module.map(inModule -> new ResourceName(inModule, own.orElseGet(() -> defaultName(type))));
    }

    private static Optional<String> module(TypeElement type) {
        return moduleDeclarer(type)
                .map(declarer -> DeclarationReader.written(declarer, HostcallModule.class, "value")
                        .map(Resources::text))
                .orElse(Optional.of(NameChecker.DEFAULT_MODULE));
    }

    /** What guests call it if nothing else is written: in an interface of WIT's, as WIT has it. */
    static String defaultName(TypeElement type) {
        String name = type.getSimpleName().toString();
        return module(type).flatMap(WitName::parseInterface).isPresent() ? KebabCase.of(name) : SnakeCase.of(name);
    }

    // What javac cannot evaluate need not be text.
    private static String text(WrittenName written) {
        return String.valueOf(written.value().getValue());
    }

    /** The class whose {@code @HostcallModule} counts for it: itself, or the nearest one around it. */
    static Optional<TypeElement> moduleDeclarer(TypeElement type) {
        for (Element at = type; at instanceof TypeElement step; at = at.getEnclosingElement()) {
            if (Annotations.isOn(step, HostcallModule.class)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** The name that is written out, where it stands. */
    static Optional<WrittenName> writtenName(TypeElement type) {
        return DeclarationReader.written(type, Resource.class, "value");
    }

    /** What is wrong with the class itself, beside what is wrong for all classes with hostcalls. */
    static Optional<String> flaw(TypeElement type) {
        if (type.getKind() == ElementKind.ENUM) {
            return Optional.of("is an enum");
        }
        return type.getTypeParameters().isEmpty() ? Optional.empty() : Optional.of("has type parameters");
    }

    /** Another one beside it, and before it in the source, that has the same name. */
    static Optional<TypeElement> namesakeBeside(TypeElement type) {
        Element around = type.getEnclosingElement();
        return around == null
                ? Optional.empty()
                : ElementFilter.typesIn(around.getEnclosedElements()).stream()
                        .takeWhile(beside -> !beside.equals(type))
                        .filter(beside -> isResource(beside) && name(beside).equals(name(type)))
                        .findFirst();
    }

    // ---- uses ----

    /** A handle of an object of such a class; empty if it cannot be, which is reported, here or where it is declared. */
    Optional<Handle> handle(TypeElement type, TypeMirror mirror, Use use) {
        boolean isOwned = Annotations.isOn(mirror, Own.class) || Annotations.isOn(use.annotated(), Own.class);
        if (GuestResources.isOfGuest(type)) {
            return ofGuest(type, use, isOwned ? Ownership.OWNED : Ownership.BORROWED);
        }
        Optional<ResourceName> name = name(type);
        if (flaw(type).isPresent() || name.isEmpty() || !hasHostcalls(type, use)) {
            return Optional.empty();
        }
        TypeElement first = named.putIfAbsent(name.get(), type);
        if (first != null && !first.equals(type)) {
            if (!Objects.equals(first.getEnclosingElement(), type.getEnclosingElement())) {
                problems.add(
                        Problem.at(use.place(), Rule.DUPLICATE_RESOURCE, display(type), display(first), name.get()));
            }
            return Optional.empty();
        }
        return access.named(type, use.place())
                .map(javaClass -> new Handle(javaClass, name.get(), isOwned ? Ownership.OWNED : Ownership.BORROWED));
    }

    /** Of a resource that guests define, which only the interface that declares it passes. */
    private Optional<Handle> ofGuest(TypeElement type, Use use, Ownership ownership) {
        if (!access.from().equals(type.getEnclosingElement())) {
            String flaw = "is passed by " + display(access.from());
            problems.add(Problem.at(use.place(), Rule.GUEST_RESOURCE, display(type), flaw));
            return Optional.empty();
        }
        return access.named(type, use.place())
                .map(javaClass -> new Handle(javaClass, GuestResources.name(type), ownership));
    }

    private static String display(TypeElement type) {
        return DeclaredClass.displayName(type);
    }

    private boolean hasHostcalls(TypeElement type, Use use) {
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        String simpleName = HostcallClass.generatedSimpleName(DeclaredClass.simpleNames(type));
        String generated = packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
        boolean isThere = isCompiledHere.test(DeclaredClass.path(type).get(0))
                || elements.getTypeElement(elements.getModuleOf(type), generated) != null;
        if (!isThere) {
            problems.add(Problem.at(use.place(), Rule.RESOURCE_NOT_PROCESSED, display(type), generated));
        }
        return isThere;
    }
}
