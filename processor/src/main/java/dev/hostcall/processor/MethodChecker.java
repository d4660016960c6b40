package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;

import dev.hostcall.processor.BorderTypes.Use;
import dev.hostcall.processor.Converters.Converter;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.Direction;
import dev.hostcall.processor.model.Failure;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.Hostcall.Exceptions;
import dev.hostcall.processor.model.Hostcall.Receiver;
import dev.hostcall.processor.model.ImportName;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.Result;
import dev.hostcall.processor.model.Result.Delivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Checks one method and says what kind of hostcall it is. What javac reports itself is not reported again. */
final class MethodChecker {
    private final ExecutableElement method;
    private final String displayName;
    private final Optional<Handle> resource;
    private final NearMiss nearMiss;
    private final BorderTypes types;
    private final Converters converters;
    private final ReferenceTypes references;
    private final ErrorTypes errors;
    private final List<Problem> problems;

    MethodChecker(
            String className,
            ExecutableElement method,
            Optional<Handle> resource,
            NearMiss nearMiss,
            BorderTypes types,
            Converters converters,
            ReferenceTypes references,
            ErrorTypes errors,
            List<Problem> problems) {
        this.method = method;
        this.displayName =
                isConstructor() ? "the constructor of " + className : className + "." + method.getSimpleName();
        this.resource = resource;
        this.nearMiss = nearMiss;
        this.types = types;
        this.converters = converters;
        this.references = references;
        this.errors = errors;
        this.problems = problems;
    }

    /** The hostcall, as far as it is known; what is wrong has been added to the problems. */
    Optional<Hostcall> check(Optional<ImportName> importName, String trampoline) {
        checkModifiers();
        checkTypeParameters();
        List<Parameter> parameters = checkParameters();
        Optional<Result> result = checkResult();
        return importName.flatMap(name -> result.map(value -> hostcall(name, trampoline, parameters, value)));
    }

    private Hostcall hostcall(ImportName name, String trampoline, List<Parameter> parameters, Result result) {
        return new Hostcall(
                name,
                method.getSimpleName().toString(),
                trampoline,
                receiver(),
                parameters,
                result,
                method.getThrownTypes().isEmpty() ? Exceptions.UNDECLARED : Exceptions.DECLARED);
    }

    private Receiver receiver() {
        if (isConstructor()) {
            return Receiver.NOTHING;
        }
        if (method.getModifiers().contains(Modifier.STATIC)) {
            return Receiver.CLASS;
        }
        return resource.isPresent() ? Receiver.RESOURCE : Receiver.TARGET;
    }

    private boolean isConstructor() {
        return method.getKind() == ElementKind.CONSTRUCTOR;
    }

    private void checkModifiers() {
        if (method.getModifiers().contains(Modifier.PRIVATE)) {
            report(method, Rule.PRIVATE, displayName);
        }
    }

    private void checkTypeParameters() {
        List<? extends TypeParameterElement> typeParameters = method.getTypeParameters();
        if (!typeParameters.isEmpty()) {
            String names = typeParameters.stream()
                    .map(parameter -> parameter.getSimpleName().toString())
                    .collect(joining(", "));
            report(method, Rule.GENERIC_METHOD, displayName, names);
        }
    }

    private List<Parameter> checkParameters() {
        List<Parameter> parameters = new ArrayList<>();
        Set<BorderType> seen = new HashSet<>();
        int slot = 0;
        if (receiver() == Receiver.RESOURCE) {
            parameters.add(new Parameter("self", resource.orElseThrow(), slot++));
        }
        for (VariableElement parameter : method.getParameters()) {
            Optional<BorderType> type = checkParameter(parameter, seen);
            if (type.isPresent()) {
                ConverterDirections.check(type.get(), Direction.FROM_GUEST, parameter, problems);
                parameters.add(new Parameter(parameter.getSimpleName().toString(), type.get(), slot));
                slot += type.get().layout().flat().size();
                seen.add(type.get());
            }
        }
        return parameters;
    }

    private Optional<BorderType> checkParameter(VariableElement parameter, Set<BorderType> seen) {
        TypeMirror type = parameter.asType();
        if (isReportedElsewhere(type)) {
            return Optional.empty();
        }
        if (isVariable(parameter)) {
            String component = TypeNames.brief(((ArrayType) type).getComponentType());
            String hint = component.equals("byte") ? "; use byte[]" : "";
            report(parameter, Rule.VARARGS, parameter.getSimpleName(), displayName, component, hint);
            return Optional.empty();
        }
        Optional<HostType> handedOver =
                HostType.parameter(TypeNames.qualified(type)).filter(HostType::isHandedOver);
        if (handedOver.isPresent()) {
            if (seen.contains(handedOver.get())) {
                checkMayRepeat(parameter, handedOver.get());
            }
            return handedOver.map(BorderType.class::cast);
        }
        if (ReferenceTypes.isExternal(type)) {
            return references.external(type, parameter);
        }
        Optional<FunctionPointer> function = references.function(type, parameter);
        if (function.isPresent() && converters.find(type).isEmpty()) {
            return function.map(BorderType.class::cast);
        }
        Function<TypeMirror, Problem> unsupported = part -> Problem.at(
                parameter,
                Rule.PARAMETER_TYPE,
                parameter.getSimpleName(),
                displayName,
                nearMiss.found(type, part),
                nearMiss.part(part));
        return types.of(type, new Use(parameter, unsupported));
    }

    private boolean isVariable(VariableElement parameter) {
        List<? extends VariableElement> all = method.getParameters();
        return method.isVarArgs() && parameter.equals(all.get(all.size() - 1));
    }

    private void checkMayRepeat(VariableElement parameter, HostType type) {
        if (type == HostType.VMCTX) {
            report(parameter, Rule.DUPLICATE_VMCTX, parameter.getSimpleName(), displayName);
        } else if (type == HostType.MEMORY) {
            report(parameter, Rule.DUPLICATE_MEMORY, parameter.getSimpleName(), displayName);
        }
    }

    private Optional<Result> checkResult() {
        TypeMirror type = method.getReturnType();
        if (isReportedElsewhere(type)) {
            return Optional.empty();
        }
        int before = problems.size();
        Optional<Failure> error = errors.of(method, displayName);
        boolean hasFailed = problems.size() > before;
        Optional<Result> result =
                isConstructor() ? resource.map(made -> new Result(made, Delivery.DIRECT)) : result(type);
        result.flatMap(found -> Handles.lenderIn(found.type()))
                .ifPresent(lender -> reportLender(method, displayName, lender, problems));
        error.flatMap(Failure::value)
                .flatMap(Handles::lenderIn)
                .ifPresent(lender -> reportLender(method, displayName, lender, problems));
        if (hasFailed) {
            return Optional.empty();
        }
        Optional<Result> whole = error.map(failure -> result.map(plain -> failing(plain, failure)))
                .orElse(result);
        whole.ifPresent(known -> ConverterDirections.check(known.type(), Direction.TO_GUEST, method, problems));
        return whole;
    }

    /** A record that is a result gives its resources away, and so says that it does. */
    static void reportLender(ExecutableElement method, String displayName, BorderType lender, List<Problem> to) {
        String lent = Handles.in(lender)
                .filter(handle -> handle.ownership() == Handle.Ownership.BORROWED)
                .map(Handle::simpleName)
                .findFirst()
                .orElseThrow();
        to.add(Problem.at(method, Rule.BORROWED_RESULT, displayName, lender.simpleName(), lent));
    }

    private Result failing(Result result, Failure failure) {
        references.checkMayFail(result.type(), method);
        Optional<BorderType> ok = Optional.of(result.type()).filter(type -> type != HostType.VOID);
        return new Result(new Fallible(ok, failure), result.delivery(), result.futureConverter());
    }

    private Optional<Result> result(TypeMirror type) {
        if (type.getKind() == TypeKind.VOID) {
            return Optional.of(new Result(HostType.VOID, Delivery.DIRECT));
        }
        Optional<Converter> foreign = converters.future(type);
        if (foreign.isPresent()) {
            return foreignFuture((DeclaredType) type, foreign.get());
        }
        if (type instanceof DeclaredType declared && HostType.FUTURES.contains(TypeNames.erased(declared))) {
            return declared.getTypeArguments().size() == 1
                    ? held(type, declared.getTypeArguments().get(0)).map(held -> new Result(held, Delivery.FUTURE))
                    : unsupported(type, type);
        }
        Optional<BorderType> value = ReferenceTypes.isExternal(type)
                ? references.external(type, method)
                : types.of(type, new Use(method, part -> refusedResult(type, part)));
        return value.map(direct -> new Result(direct, Delivery.DIRECT));
    }

    private Optional<Result> foreignFuture(DeclaredType type, Converter converter) {
        String name = converter.javaClass().displayName();
        if (!converter.directions().contains(Direction.TO_GUEST)) {
            problems.add(ConverterDirections.missing(name, TypeNames.brief(type), Direction.TO_GUEST, method));
            return Optional.empty();
        }
        if (type.getTypeArguments().size() != 1) {
            return unsupported(type, type);
        }
        return held(type, type.getTypeArguments().get(0))
                .map(held -> new Result(held, Delivery.FUTURE, Optional.of(converter.javaClass())));
    }

    private Optional<BorderType> held(TypeMirror future, TypeMirror held) {
        if (held.getKind() == TypeKind.WILDCARD) {
            problems.add(refusedResult(future, future));
            return Optional.empty();
        }
        if (ReferenceTypes.isExternal(held)) {
            return references.external(held, method);
        }
        return TypeNames.qualified(held).equals(HostType.VOID.boxedName())
                ? Optional.of(HostType.VOID)
                : types.ofArgument(held, new Use(method, part -> refusedResult(future, part)));
    }

    private <T> Optional<T> unsupported(TypeMirror type, TypeMirror part) {
        problems.add(refusedResult(type, part));
        return Optional.empty();
    }

    private Problem refusedResult(TypeMirror type, TypeMirror part) {
        return Problem.at(
                method, Rule.RETURN_TYPE, displayName, nearMiss.found(type, part), nearMiss.result(type, part));
    }

    private boolean isReportedElsewhere(TypeMirror type) {
        return !TypeNames.isResolved(type) || TypeNames.mentions(type, method.getTypeParameters());
    }

    private void report(Element element, Rule rule, Object... findings) {
        problems.add(Problem.at(element, rule, findings));
    }
}
