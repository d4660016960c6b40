package dev.hostcall.processor;

import dev.hostcall.processor.BorderTypes.Use;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Failure;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.GuestMethod;
import dev.hostcall.processor.model.GuestMethod.Form;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.HostcallClass.Visibility;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Second phase, for guests: turns an interface into what to generate, or into everything that is wrong with it. */
final class GuestInterfaceChecker {
    private static final String RUN = "dev.hostcall.runtime.GuestRun";

    private final Elements elements;
    private final TypeElement type;
    private final List<Problem> problems = new ArrayList<>();
    private final NearMiss nearMiss;
    private final ClassAccess access;
    private final BorderTypes border;
    private final ErrorTypes errors;

    private GuestInterfaceChecker(
            Elements elements, Types types, TypeElement type, Predicate<TypeElement> isCompiledHere) {
        this.elements = elements;
        this.type = type;
        this.nearMiss = new NearMiss(types);
        this.access = new ClassAccess(elements, type, problems);
        Resources resources = new Resources(elements, access, isCompiledHere, problems);
        this.border = new BorderTypes(nearMiss, access, resources, problems);
        this.errors = new ErrorTypes(elements, nearMiss, border, access, problems);
    }

    /** What to generate; empty if something is wrong, which has been added to the problems. */
    static Optional<GuestInterface> check(
            Elements elements,
            Types types,
            TypeElement type,
            Predicate<TypeElement> isCompiledHere,
            List<Problem> problems) {
        GuestInterfaceChecker checker = new GuestInterfaceChecker(elements, types, type, isCompiledHere);
        Optional<GuestInterface> checked = checker.check();
        problems.addAll(checker.problems);
        return checker.problems.isEmpty() ? checked : Optional.empty();
    }

    /** The methods that the guest is to have. */
    static List<ExecutableElement> methods(Elements elements, TypeElement type) {
        Stream<ExecutableElement> own = ElementFilter.methodsIn(type.getEnclosedElements()).stream();
        Stream<ExecutableElement> inherited = ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
                .filter(method -> !type.equals(method.getEnclosingElement()));
        return Stream.concat(own, inherited)
                .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
                .toList();
    }

    private Optional<GuestInterface> check() {
        Optional<String> flaw = flaw();
        if (flaw.isPresent()) {
            report(type, Rule.GUEST_INTERFACE, displayName(), flaw.get());
            return Optional.empty();
        }
        List<ExecutableElement> declared = methods(elements, type);
        if (declared.isEmpty()) {
            report(type, Rule.GUEST_INTERFACE, displayName(), "has no abstract method");
        }
        List<GuestMethod> methods = new ArrayList<>();
        Map<String, ExecutableElement> exports = new HashMap<>();
        ExportNames names = new ExportNames(type, problems);
        for (ExecutableElement method : declared) {
            String export = names.of(method);
            ExecutableElement first = exports.putIfAbsent(export, method);
            if (first != null) {
                report(method, Rule.DUPLICATE_EXPORT, name(method), name(first), export);
            }
            check(method, export).ifPresent(methods::add);
        }
        return access.named(type, type).map(name -> guestInterface(name, methods));
    }

    private GuestInterface guestInterface(JavaClass name, List<GuestMethod> methods) {
        boolean isPublic = DeclaredClass.path(type).stream()
                .allMatch(step -> step.getModifiers().contains(Modifier.PUBLIC));
        return new GuestInterface(name, isPublic ? Visibility.PUBLIC : Visibility.PACKAGE, methods);
    }

    private Optional<String> flaw() {
        if (type.getKind() != ElementKind.INTERFACE || type.getModifiers().contains(Modifier.SEALED)) {
            return Optional.of("is no interface that a class may implement");
        }
        if (!type.getTypeParameters().isEmpty()) {
            return Optional.of("has type parameters");
        }
        return type.getNestingKind() == NestingKind.LOCAL ? Optional.of("is inside a method") : Optional.empty();
    }

    private String displayName() {
        return DeclaredClass.displayName(type);
    }

    private String name(ExecutableElement method) {
        return displayName() + "." + method.getSimpleName();
    }

    private Optional<GuestMethod> check(ExecutableElement method, String export) {
        if (!method.getTypeParameters().isEmpty()) {
            report(
                    method,
                    Rule.GENERIC_METHOD,
                    name(method),
                    method.getTypeParameters().get(0));
            return Optional.empty();
        }
        List<Parameter> parameters = new ArrayList<>();
        int slot = 0;
        for (VariableElement parameter : method.getParameters()) {
            Optional<BorderType> known = border.of(parameter.asType(), use(parameter, parameter.asType(), method));
            if (known.isPresent()) {
                parameters.add(new Parameter(parameter.getSimpleName().toString(), known.get(), slot));
                slot += known.get().layout().flat().size();
            }
        }
        TypeMirror returned = method.getReturnType();
        Form form = form(returned);
        Optional<BorderType> plain = form == Form.JOINED ? joined(method) : held((DeclaredType) returned, method);
        Optional<Failure> error = errors.of(method, name(method));
        error.ifPresent(failure -> checkConstructor(method, failure));
        Stream.concat(plain.stream(), error.flatMap(Failure::value).stream())
                .flatMap(result -> Handles.lenderIn(result).stream())
                .forEach(lender -> MethodChecker.reportLender(method, name(method), lender, problems));
        return plain.map(result -> new GuestMethod(
                export,
                method.getSimpleName().toString(),
                parameters,
                error.<BorderType>map(failure ->
                                new Fallible(Optional.of(result).filter(ok -> ok != HostType.VOID), failure))
                        .orElse(result),
                form));
    }

    private Optional<BorderType> joined(ExecutableElement method) {
        TypeMirror returned = method.getReturnType();
        return returned.getKind() == TypeKind.VOID
                ? Optional.of(HostType.VOID)
                : border.of(returned, use(method, returned, method));
    }

    private Optional<BorderType> held(DeclaredType type, ExecutableElement method) {
        List<? extends TypeMirror> arguments = type.getTypeArguments();
        if (arguments.size() != 1 || arguments.get(0).getKind() == TypeKind.WILDCARD) {
            report(method, Rule.GENERIC_TYPE, TypeNames.brief(type), nearMiss.withoutWildcard(type));
            return Optional.empty();
        }
        TypeMirror held = arguments.get(0);
        return TypeNames.qualified(held).equals(HostType.VOID.boxedName())
                ? Optional.of(HostType.VOID)
                : border.ofArgument(held, use(method, type, method));
    }

    private static Form form(TypeMirror returned) {
        if (!(returned instanceof DeclaredType declared)) {
            return Form.JOINED;
        }
        String name = TypeNames.erased(declared);
        return HostType.FUTURES.contains(name) ? Form.STARTED : name.equals(RUN) ? Form.GIVEN : Form.JOINED;
    }

    private Use use(Element place, TypeMirror whole, ExecutableElement method) {
        String what = place.equals(method)
                ? "the result of " + name(method)
                : "parameter " + place.getSimpleName() + " of " + name(method);
        return new Use(
                place,
                part -> Problem.at(place, Rule.EXPORT_TYPE, what, nearMiss.found(whole, part), nearMiss.part(part)));
    }

    /** Generated code makes the exception from what the guest has returned. */
    private void checkConstructor(ExecutableElement method, Failure failure) {
        Optional<TypeElement> error =
                Optional.ofNullable(elements.getTypeElement(failure.javaClass().canonicalName()));
        Optional<String> value = error.flatMap(errors::valueType);
        boolean found = error.stream()
                .flatMap(type -> ElementFilter.constructorsIn(type.getEnclosedElements()).stream())
                .filter(constructor -> !constructor.getModifiers().contains(Modifier.PRIVATE))
                .anyMatch(constructor -> takes(constructor, value));
        if (!found) {
            String wanted = value.map(TypeNames::brief).orElse("");
            report(method, Rule.ERROR_CONSTRUCTOR, failure.javaClass().displayName(), wanted, name(method));
        }
    }

    private static boolean takes(ExecutableElement constructor, Optional<String> value) {
        List<String> taken = constructor.getParameters().stream()
                .map(parameter -> TypeNames.qualified(parameter.asType()))
                .toList();
        return taken.equals(value.stream().toList());
    }

    private void report(Element place, Rule rule, Object... findings) {
        problems.add(Problem.at(place, rule, findings));
    }
}
