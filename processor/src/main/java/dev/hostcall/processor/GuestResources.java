package dev.hostcall.processor;

import dev.hostcall.GuestConstructor;
import dev.hostcall.GuestInterface;
import dev.hostcall.GuestStatic;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.ResourceName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads and checks the resources that guests define: interfaces with {@code @Resource} inside of one to a guest. */
final class GuestResources {
    private static final String CLOSE = "close";

    private final Elements elements;
    private final TypeElement type;
    private final ClassAccess access;
    private final List<Problem> problems;

    /** Those of an interface to a guest. */
    GuestResources(Elements elements, TypeElement type, ClassAccess access, List<Problem> problems) {
        this.elements = elements;
        this.type = type;
        this.access = access;
        this.problems = problems;
    }

    /** Whether guests define what is a resource, and not the host. */
    static boolean isOfGuest(TypeElement resource) {
        Element around = resource.getEnclosingElement();
        return Resources.isResource(resource)
                && resource.getKind() == ElementKind.INTERFACE
                && around instanceof TypeElement owner
                && Annotations.isOn(owner, GuestInterface.class)
                && !Annotations.isOn(resource, HostcallModule.class)
                && resource.getEnclosedElements().stream().noneMatch(each -> Annotations.isOn(each, Hostcall.class));
    }

    /** All of an interface, in the order of the source. */
    static List<TypeElement> in(TypeElement type) {
        return ElementFilter.typesIn(type.getEnclosedElements()).stream()
                .filter(GuestResources::isOfGuest)
                .toList();
    }

    /** The methods that are called on an object, but for the one that closes it. */
    static List<ExecutableElement> methods(Elements elements, TypeElement resource) {
        return GuestInterfaceChecker.methods(elements, resource).stream()
                .filter(method -> !isClose(method))
                .toList();
    }

    private static boolean isClose(ExecutableElement method) {
        return method.getSimpleName().contentEquals(CLOSE)
                && method.getParameters().isEmpty();
    }

    /** What guests call one. */
    static ResourceName name(TypeElement resource) {
        Optional<WitName> inInterface =
                witName(resource).filter(name -> name.interfaceName().isPresent());
        String name = Resources.writtenName(resource)
                .filter(WrittenName::isResolved)
                .map(WrittenName::text)
                .orElseGet(() -> defaultName(resource));
        return ResourceName.ofGuest(inInterface.map(WitName::toString), name);
    }

    private static String defaultName(TypeElement resource) {
        String name = resource.getSimpleName().toString();
        return witName(resource).isPresent() ? KebabCase.of(name) : SnakeCase.of(name);
    }

    private static Optional<WitName> witName(TypeElement resource) {
        return resource.getEnclosingElement() instanceof TypeElement owner
                ? ExportNames.witName(owner)
                : Optional.empty();
    }

    /** What stands for objects of one; empty if something is wrong with it, which is reported. */
    Optional<Handle> check(TypeElement resource) {
        Optional<String> flaw = flaw(resource);
        if (flaw.isPresent()) {
            report(resource, resource, flaw.get());
            return Optional.empty();
        }
        ResourceName name = name(resource);
        boolean isInWit = ExportNames.witName(type).isPresent();
        if (Resources.writtenName(resource).isEmpty() && isInWit && !WitName.isLabel(name.name())) {
            String hint =
                    KebabCase.suggestion(resource.getSimpleName().toString()).orElse("another");
            problems.add(Problem.at(
                    resource,
                    Rule.WIT_NAME,
                    DeclaredClass.displayName(resource),
                    ExportNames.witName(type).orElseThrow(),
                    Escapes.printable(name.name()),
                    "@Resource(\"" + hint + "\")"));
            return Optional.empty();
        }
        boolean isUsable = new NameChecker(problems)
                .isUsable(DeclaredClass.displayName(resource), Resources.writtenName(resource), defaultName(resource));
        return isUsable
                ? access.named(resource, resource).map(javaClass -> new Handle(javaClass, name, Ownership.BORROWED))
                : Optional.empty();
    }

    private Optional<String> flaw(TypeElement resource) {
        if (resource.getModifiers().contains(Modifier.SEALED)
                || !resource.getTypeParameters().isEmpty()) {
            return Optional.of("is sealed, or has type parameters");
        }
        boolean canBeClosed = ElementFilter.methodsIn(elements.getAllMembers(resource)).stream()
                .anyMatch(GuestResources::isClose);
        TypeElement closeable = elements.getTypeElement(AutoCloseable.class.getName());
        return canBeClosed && extendsType(resource, closeable)
                ? Optional.empty()
                : Optional.of("does not extend AutoCloseable");
    }

    private static boolean extendsType(TypeElement type, TypeElement wanted) {
        return type.equals(wanted)
                || type.getInterfaces().stream()
                        .map(each -> (TypeElement) ((DeclaredType) each).asElement())
                        .anyMatch(each -> extendsType(each, wanted));
    }

    private void report(Element place, TypeElement resource, String flaw) {
        problems.add(Problem.at(place, Rule.GUEST_RESOURCE, DeclaredClass.displayName(resource), flaw));
    }

    // ---- constructors and static functions ----

    /** What a method of the interface is called, by what it would be called if it belonged to no resource. */
    UnaryOperator<String> field(ExecutableElement method) {
        Optional<TypeElement> constructed = Annotations.isOn(method, GuestConstructor.class)
                ? constructed(method.getReturnType())
                : Optional.empty();
        if (constructed.isPresent()) {
            return label -> name(constructed.get()).constructor().field();
        }
        return ofStatic(method)
                .<UnaryOperator<String>>map(
                        resource -> label -> name(resource).function(label).field())
                .orElse(UnaryOperator.identity());
    }

    private Optional<TypeElement> constructed(TypeMirror returned) {
        if (!(returned instanceof DeclaredType declared)) {
            return Optional.empty();
        }
        TypeElement element = (TypeElement) declared.asElement();
        return isOwn(element)
                ? Optional.of(element)
                : declared.getTypeArguments().stream()
                        .flatMap(argument -> constructed(argument).stream())
                        .findFirst();
    }

    private boolean isOwn(TypeElement resource) {
        return isOfGuest(resource) && type.equals(resource.getEnclosingElement());
    }

    private Optional<TypeElement> ofStatic(ExecutableElement method) {
        return Annotations.find(method, GuestStatic.class).stream()
                .flatMap(mirror -> mirror.getElementValues().values().stream())
                .map(value -> value.getValue())
                .filter(DeclaredType.class::isInstance)
                .map(value -> (TypeElement) ((DeclaredType) value).asElement())
                .filter(this::isOwn)
                .findFirst();
    }

    /** Checks what a method says of resources; {@code result} is what it returns. */
    void checkFunction(ExecutableElement method, BorderType result) {
        String name = DeclaredClass.displayName(type) + "." + method.getSimpleName();
        boolean isConstructor = Annotations.isOn(method, GuestConstructor.class);
        if (isConstructor
                && !(result instanceof Handle handle && handle.resource().isOfGuest())) {
            reportFunction(method, name, "constructs no resource of its interface");
        }
        if (Annotations.isOn(method, GuestStatic.class)
                && (isConstructor || ofStatic(method).isEmpty())) {
            reportFunction(method, name, "is a static function of no resource of its interface");
        }
    }

    /** Checks the same of a method that is called on an object. */
    void checkMethod(TypeElement resource, ExecutableElement method) {
        if (Annotations.isOn(method, GuestConstructor.class) || Annotations.isOn(method, GuestStatic.class)) {
            String name = DeclaredClass.displayName(resource) + "." + method.getSimpleName();
            reportFunction(method, name, "is called on an object");
        }
    }

    private void reportFunction(ExecutableElement method, String name, String flaw) {
        problems.add(Problem.at(method, Rule.GUEST_RESOURCE, name, flaw));
    }

    // ---- duplicates ----

    /** Reports those of one name, but for the first. */
    void checkUnique(Map<TypeElement, Handle> all) {
        Map<ResourceName, TypeElement> named = new HashMap<>();
        all.forEach((resource, handle) -> {
            TypeElement first = named.putIfAbsent(handle.resource(), resource);
            if (first != null) {
                problems.add(Problem.at(
                        resource,
                        Rule.DUPLICATE_RESOURCE,
                        DeclaredClass.displayName(resource),
                        DeclaredClass.displayName(first),
                        handle.resource()));
            }
        });
    }
}
