package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;

import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.Hostcall.Exceptions;
import dev.hostcall.processor.model.Hostcall.Receiver;
import dev.hostcall.processor.model.ImportName;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.Result;
import dev.hostcall.processor.model.Result.Delivery;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Checks one method and says what kind of hostcall it is. What javac reports itself is not reported again. */
final class MethodChecker {
    private final ExecutableElement method;
    private final String displayName;
    private final NearMiss nearMiss;
    private final List<Problem> problems;

    MethodChecker(String className, ExecutableElement method, NearMiss nearMiss, List<Problem> problems) {
        this.method = method;
        this.displayName = className + "." + method.getSimpleName();
        this.nearMiss = nearMiss;
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
                method.getModifiers().contains(Modifier.STATIC) ? Receiver.CLASS : Receiver.TARGET,
                parameters,
                result,
                method.getThrownTypes().isEmpty() ? Exceptions.UNDECLARED : Exceptions.DECLARED);
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
        Set<HostType> seen = EnumSet.noneOf(HostType.class);
        int slot = 0;
        for (VariableElement parameter : method.getParameters()) {
            Optional<HostType> type = checkParameter(parameter, seen);
            if (type.isPresent()) {
                parameters.add(new Parameter(parameter.getSimpleName().toString(), type.get(), slot));
                slot += type.get().wasm().size();
                seen.add(type.get());
            }
        }
        return parameters;
    }

    private Optional<HostType> checkParameter(VariableElement parameter, Set<HostType> seen) {
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
        Optional<HostType> known = HostType.parameter(TypeNames.qualified(type));
        if (known.isEmpty()) {
            String found = TypeNames.brief(type);
            String hint = nearMiss.parameter(type);
            report(parameter, Rule.PARAMETER_TYPE, parameter.getSimpleName(), displayName, found, hint);
        } else if (seen.contains(known.get())) {
            checkMayRepeat(parameter, known.get());
        }
        return known;
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
        Optional<Result> result = result(type);
        if (result.isEmpty()) {
            report(method, Rule.RETURN_TYPE, displayName, TypeNames.brief(type), nearMiss.result(type));
        }
        return result;
    }

    private static Optional<Result> result(TypeMirror type) {
        if (type instanceof DeclaredType declared) {
            return HostType.FUTURES.contains(TypeNames.erased(declared))
                            && declared.getTypeArguments().size() == 1
                    ? HostType.boxed(TypeNames.qualified(
                                    declared.getTypeArguments().get(0)))
                            .map(held -> new Result(held, Delivery.FUTURE))
                    : Optional.empty();
        }
        return HostType.result(TypeNames.qualified(type)).map(direct -> new Result(direct, Delivery.DIRECT));
    }

    private boolean isReportedElsewhere(TypeMirror type) {
        return !TypeNames.isResolved(type) || TypeNames.mentions(type, method.getTypeParameters());
    }

    private void report(Element element, Rule rule, Object... findings) {
        problems.add(Problem.at(element, rule, findings));
    }
}
