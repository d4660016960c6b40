package dev.hostcall.processor;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.Problem.Place;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.Hostcall.Exceptions;
import dev.hostcall.processor.model.Hostcall.Receiver;
import dev.hostcall.processor.model.ImportName;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.ResourceName;
import dev.hostcall.processor.model.Result;
import dev.hostcall.processor.model.Result.Delivery;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Checks what a class with {@code @Resource} declares, and what stands for such a class elsewhere. */
final class ResourceChecker {
    private final TypeElement type;
    private final String displayName;
    private final NameChecker names;
    private final List<Problem> problems;
    private final Optional<Handle> handle;
    private boolean hasConstructor;

    /** For a class, which may be none. */
    ResourceChecker(Elements elements, TypeElement type, NameChecker names, List<Problem> problems) {
        this.type = type;
        this.displayName = DeclaredClass.displayName(type);
        this.names = names;
        this.problems = problems;
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        JavaClass javaClass = new JavaClass(packageName, DeclaredClass.simpleNames(type));
        this.handle = Resources.isResource(type)
                ? Resources.name(type).map(name -> new Handle(javaClass, name, Ownership.BORROWED))
                : Optional.empty();
    }

    /** What guests have of the class. */
    Optional<Handle> handle() {
        return handle;
    }

    /** Checks the class itself. */
    void checkClass() {
        if (handle.isEmpty()) {
            return;
        }
        Resources.flaw(type).ifPresent(flaw -> problems.add(Problem.at(type, Rule.RESOURCE, displayName, flaw)));
        ResourceName name = handle.get().resource();
        boolean isWritten = Resources.writtenName(type).isPresent();
        if (!isWritten && WitName.parseInterface(name.module()).isPresent() && !WitName.isLabel(name.name())) {
            String hint = KebabCase.suggestion(type.getSimpleName().toString()).orElse("another");
            problems.add(Problem.at(
                    type,
                    Rule.WIT_NAME,
                    displayName,
                    name.module(),
                    Escapes.printable(name.name()),
                    "@Resource(\"" + hint + "\")"));
        }
        boolean isUsable = names.isUsable(displayName, Resources.writtenName(type), Resources.defaultName(type));
        if (isUsable) {
            Resources.namesakeBeside(type)
                    .ifPresent(other -> problems.add(Problem.at(
                            type, Rule.DUPLICATE_RESOURCE, displayName, DeclaredClass.displayName(other), name)));
        }
    }

    /** The import of what the class declares: that of a function, or of a function of the resource. */
    Optional<ImportName> importName(DeclaredHostcall declared, Optional<ImportName> plain) {
        if (declared.isConstructor()) {
            return checkConstructor(declared)
                    ? handle.map(self -> self.resource().constructor())
                    : Optional.empty();
        }
        if (handle.isEmpty()) {
            return plain;
        }
        ResourceName resource = handle.get().resource();
        if (declared.module().isPresent()) {
            Place place = declared.module().get().place();
            String method = displayName + "." + declared.method().getSimpleName();
            problems.add(Problem.at(place, Rule.RESOURCE_MODULE, method, resource.module()));
            return Optional.empty();
        }
        boolean isStatic = declared.method().getModifiers().contains(Modifier.STATIC);
        return plain.map(ImportName::field).map(name -> isStatic ? resource.function(name) : resource.method(name));
    }

    private boolean checkConstructor(DeclaredHostcall declared) {
        Optional<String> flaw = Optional.empty();
        Place place = Place.of(declared.method());
        if (handle.isEmpty()) {
            flaw = Optional.of("has no @Resource on its class");
        } else if (type.getModifiers().contains(Modifier.ABSTRACT)) {
            flaw = Optional.of("is of an abstract class");
        } else if (hasConstructor) {
            flaw = Optional.of("is a second one with @Hostcall");
        } else if (declared.name().isPresent()) {
            flaw = Optional.of("has a name");
            place = declared.name().get().place();
        } else if (declared.module().isPresent()) {
            flaw = Optional.of("has a module");
            place = declared.module().get().place();
        }
        hasConstructor = true;
        if (flaw.isPresent()) {
            problems.add(Problem.at(place, Rule.CONSTRUCTOR, displayName, flaw.get()));
        }
        return flaw.isEmpty();
    }

    /** How guests drop a handle. */
    static Hostcall drop(Handle self, String trampoline) {
        return new Hostcall(
                self.resource().drop(),
                "drop",
                trampoline,
                Receiver.DROPPED,
                List.of(new Parameter("self", self, 0)),
                new Result(HostType.VOID, Delivery.DIRECT),
                Exceptions.DECLARED);
    }
}
