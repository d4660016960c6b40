package dev.hostcall.processor;

import dev.hostcall.Queued;
import dev.hostcall.processor.BorderTypes.Use;
import dev.hostcall.processor.Converters.Converter;
import dev.hostcall.processor.model.AllocatorNames;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.External;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.Direction;
import dev.hostcall.processor.model.Failure;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.GuestMethod;
import dev.hostcall.processor.model.GuestMethod.Busy;
import dev.hostcall.processor.model.GuestMethod.ForeignFuture;
import dev.hostcall.processor.model.GuestMethod.Form;
import dev.hostcall.processor.model.GuestMethod.Receiver;
import dev.hostcall.processor.model.GuestResource;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.HostcallClass.Visibility;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
    private final Converters converters;
    private final ReferenceTypes references;
    private final BorderTypes border;
    private final ErrorTypes errors;
    private final GuestResources own;

    private GuestInterfaceChecker(
            Elements elements, Types types, TypeElement type, Predicate<TypeElement> isCompiledHere) {
        this.elements = elements;
        this.type = type;
        this.nearMiss = new NearMiss(types);
        this.access = new ClassAccess(elements, type, problems);
        this.own = new GuestResources(elements, type, access, problems);
        Resources resources = new Resources(elements, access, isCompiledHere, problems);
        this.converters = Converters.of(type, elements, types, access, problems);
        this.references = new ReferenceTypes(elements, access, problems);
        this.border = new BorderTypes(nearMiss, access, resources, converters, problems);
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
            String export = names.of(method, own.field(method));
            checkUnique(exports, export, method);
            check(method, export, Optional.empty()).ifPresent(checked -> {
                own.checkFunction(method, checked.held());
                methods.add(checked);
            });
        }
        List<GuestResource> resources = resources(names, exports);
        Optional<AllocatorNames> allocator = AllocatorChecker.check(type, problems);
        return access.named(type, type).map(name -> guestInterface(name, allocator, methods, resources));
    }

    private List<GuestResource> resources(ExportNames names, Map<String, ExecutableElement> exports) {
        Map<TypeElement, Handle> handles = new LinkedHashMap<>();
        GuestResources.in(type)
                .forEach(resource -> own.check(resource).ifPresent(handle -> handles.put(resource, handle)));
        own.checkUnique(handles);
        List<GuestResource> resources = new ArrayList<>();
        handles.forEach((resource, handle) -> {
            List<GuestMethod> methods = new ArrayList<>();
            for (ExecutableElement method : GuestResources.methods(elements, resource)) {
                String export = names.of(
                        method, label -> handle.resource().method(label).field());
                checkUnique(exports, export, method);
                own.checkMethod(resource, method);
                check(method, export, Optional.of(handle)).ifPresent(methods::add);
            }
            resources.add(new GuestResource(handle, methods, busy(type)));
        });
        return resources;
    }

    private void checkUnique(Map<String, ExecutableElement> exports, String export, ExecutableElement method) {
        ExecutableElement first = exports.putIfAbsent(export, method);
        if (first != null) {
            report(method, Rule.DUPLICATE_EXPORT, name(method), name(first), export);
        }
    }

    private GuestInterface guestInterface(
            JavaClass name,
            Optional<AllocatorNames> allocator,
            List<GuestMethod> methods,
            List<GuestResource> resources) {
        boolean isPublic = DeclaredClass.path(type).stream()
                .allMatch(step -> step.getModifiers().contains(Modifier.PUBLIC));
        return new GuestInterface(
                name, typesInside(), isPublic ? Visibility.PUBLIC : Visibility.PACKAGE, allocator, methods, resources);
    }

    private Set<String> typesInside() {
        return ElementFilter.typesIn(elements.getAllMembers(type)).stream()
                .map(inside -> inside.getSimpleName().toString())
                .collect(Collectors.toSet());
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
        String owner = GuestResources.in(type).stream()
                .filter(resource -> resource.equals(method.getEnclosingElement()))
                .map(DeclaredClass::displayName)
                .findFirst()
                .orElse(displayName());
        return owner + "." + method.getSimpleName();
    }

    private Optional<GuestMethod> check(ExecutableElement method, String export, Optional<Handle> self) {
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
        if (self.isPresent()) {
            parameters.add(new Parameter("self", self.get(), slot++));
        }
        for (VariableElement parameter : method.getParameters()) {
            Optional<BorderType> known =
                    value(parameter.asType(), parameter, use(parameter, parameter.asType(), method));
            if (known.isPresent()) {
                ConverterDirections.check(known.get(), Direction.TO_GUEST, parameter, problems);
                Parameter checked = new Parameter(parameter.getSimpleName().toString(), known.get(), slot);
                checkIsOfGuest(checked, parameter, method);
                parameters.add(checked);
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
        return plain.map(result -> error.<BorderType>map(failure ->
                                new Fallible(Optional.of(result).filter(ok -> ok != HostType.VOID), failure))
                        .orElse(result))
                .map(result -> {
                    ConverterDirections.check(result, Direction.FROM_GUEST, method, problems);
                    checkExternal(method, parameters, result);
                    String name = method.getSimpleName().toString();
                    return new GuestMethod(
                            export,
                            name,
                            parameters,
                            result,
                            form,
                            foreignFuture(method),
                            busy(method),
                            self.isPresent() ? Receiver.OBJECT : Receiver.GUEST);
                });
    }

    /** What goes through memory has no references. */
    private void checkExternal(ExecutableElement method, List<Parameter> parameters, BorderType result) {
        if (result instanceof Fallible fallible) {
            fallible.ok().ifPresent(ok -> references.checkMayFail(ok, method));
        }
        int values = parameters.stream()
                .mapToInt(parameter -> parameter.type().layout().flat().size())
                .sum();
        parameters.stream()
                .filter(parameter -> parameter.type() instanceof External && values > GuestMethod.MOST_FLAT)
                .findFirst()
                .ifPresent(parameter -> report(
                        method,
                        Rule.EXTERNAL,
                        parameter.name(),
                        "is one of more than " + GuestMethod.MOST_FLAT + " values, and would lie in memory"));
    }

    private Busy busy(Element member) {
        boolean isQueued = member.getAnnotation(Queued.class) != null || type.getAnnotation(Queued.class) != null;
        return isQueued ? Busy.QUEUED : Busy.REFUSED;
    }

    /** What the method returns, if that is another library's future. */
    private Optional<ForeignFuture> foreignFuture(ExecutableElement method) {
        TypeMirror returned = method.getReturnType();
        Optional<Converter> converter = converters.future(returned);
        converter
                .filter(found -> !found.directions().contains(Direction.FROM_GUEST))
                .ifPresent(found -> problems.add(ConverterDirections.missing(
                        found.javaClass().displayName(), TypeNames.brief(returned), Direction.FROM_GUEST, method)));
        return converter.flatMap(found -> access.named((TypeElement) ((DeclaredType) returned).asElement(), method)
                .map(name -> new ForeignFuture(name, found.javaClass())));
    }

    private Optional<BorderType> joined(ExecutableElement method) {
        TypeMirror returned = method.getReturnType();
        return returned.getKind() == TypeKind.VOID
                ? Optional.of(HostType.VOID)
                : value(returned, method, use(method, returned, method));
    }

    private Optional<BorderType> value(TypeMirror type, Element place, Use use) {
        if (ReferenceTypes.isExternal(type)) {
            return references.external(type, place);
        }
        Optional<FunctionPointer> function =
                converters.find(type).isEmpty() ? references.function(type, place) : Optional.empty();
        return function.isPresent() ? function.map(BorderType.class::cast) : border.of(type, use);
    }

    /** A guest calls functions of its own by pointers, and none of Java's. */
    private void checkIsOfGuest(Parameter parameter, Element place, ExecutableElement method) {
        if (parameter.type() instanceof FunctionPointer pointer) {
            pointer.type()
                    .ifPresent(functional -> report(
                            place,
                            Rule.EXPORT_FUNCTION,
                            parameter.name(),
                            name(method),
                            functional.javaClass().displayName()));
        }
    }

    private Optional<BorderType> held(DeclaredType type, ExecutableElement method) {
        List<? extends TypeMirror> arguments = type.getTypeArguments();
        if (arguments.size() != 1 || arguments.get(0).getKind() == TypeKind.WILDCARD) {
            report(method, Rule.GENERIC_TYPE, TypeNames.brief(type), nearMiss.withoutWildcard(type));
            return Optional.empty();
        }
        TypeMirror held = arguments.get(0);
        if (ReferenceTypes.isExternal(held)) {
            return references.external(held, method);
        }
        Optional<FunctionPointer> function =
                converters.find(held).isEmpty() ? references.function(held, method) : Optional.empty();
        if (function.isPresent()) {
            return function.map(BorderType.class::cast);
        }
        return TypeNames.qualified(held).equals(HostType.VOID.boxedName())
                ? Optional.of(HostType.VOID)
                : border.ofArgument(held, use(method, type, method));
    }

    private Form form(TypeMirror returned) {
        if (!(returned instanceof DeclaredType declared)) {
            return Form.JOINED;
        }
        String name = TypeNames.erased(declared);
        boolean isFuture =
                HostType.FUTURES.contains(name) || converters.future(returned).isPresent();
        return isFuture ? Form.STARTED : name.equals(RUN) ? Form.GIVEN : Form.JOINED;
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
