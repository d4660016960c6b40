package dev.hostcall.processor.writer;

import static dev.hostcall.processor.writer.JavaTypes.FRAME;
import static dev.hostcall.processor.writer.JavaTypes.LIFT;
import static dev.hostcall.processor.writer.JavaTypes.LOWER;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.External;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.Direction;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.Hostcall.Exceptions;
import dev.hostcall.processor.model.Hostcall.Receiver;
import dev.hostcall.processor.model.ImportForm;
import dev.hostcall.processor.model.Layout;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.Place;
import dev.hostcall.processor.model.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the trampoline of one hostcall after the other. */
final class HostcallWriter {
    private static final Set<String> VARIABLES =
            Set.of("in", "at", "arguments", "result", "out", "to", "value", "error", "e", "rest", "flat");

    private final ClassName targetClass;
    private final TypeName targetType;
    private final String target;
    private final String frame;
    private final Helpers helpers;
    private final LiftWriter borrowing;
    private final LiftWriter lending;
    private final Set<String> reserved;
    private final ResultWriter results;

    /** For hostcalls of a class, in a generated class with such variables. */
    HostcallWriter(ClassName targetClass, TypeName targetType, String target, String frame, Helpers helpers) {
        this.targetClass = targetClass;
        this.targetType = targetType;
        this.target = target;
        this.frame = frame;
        this.helpers = helpers;
        this.borrowing = new LiftWriter(helpers, frame, LiftWriter.Handles.BORROWED);
        this.lending = new LiftWriter(helpers, frame, LiftWriter.Handles.LENT);
        this.reserved = new HashSet<>(VARIABLES);
        this.reserved.addAll(List.of(target, frame));
        this.reserved.addAll(targetClass.simpleNames());
        this.results = new ResultWriter(frame, helpers, reserved);
    }

    // private static void fetch(Kv target, Frame frame) throws Throwable {
    //     frame.blockOnI32(target.fetch(frame.vmctx(), frame.string(0), frame.slice(2)));
    // }
    //
    // private static void find(Kv target, Frame frame) {
    //     Lift in = frame.lift();
    //     long at = frame.resultAt(2, 8, 4);
    //     Point result = target.find(new Key(in.string(frame.i32(0), frame.i32(1))));
    //     Lower out = frame.lower();
    //     lowerPoint(out, at, result);
    // }
    MethodSpec trampoline(ImportForm form, String name) {
        Hostcall hostcall = form.hostcall();
        MethodSpec.Builder trampoline = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        if (hostcall.receiver() == Receiver.TARGET) {
            trampoline.addParameter(targetType, target);
        }
        if (hostcall.exceptions() == Exceptions.DECLARED) {
            trampoline.addException(Throwable.class);
        }
        trampoline.addParameter(FRAME, frame);
        Identifiers names = new Identifiers(reserved);
        CallbackWriter callbacks = new CallbackWriter(form, frame, targetClass, helpers, names);
        if (hostcall.receiver() == Receiver.DROPPED) {
            Handle dropped = (Handle) hostcall.parameters().get(0).type();
            trampoline.addStatement("$N.drop(0, $N)", frame, helpers.resource(dropped));
        } else if (hostcall.lends()) {
            lending(trampoline, form, name, callbacks, names);
        } else {
            served(trampoline, form, name, arguments(trampoline, hostcall, callbacks), callbacks);
        }
        return trampoline.build();
    }

    // Lift in = frame.lending();
    // try {
    //     Session session = in.owned(frame.i32(0), SESSION_TYPE);
    //     in.pass();
    //     target.end(session);
    // } finally {
    //     in.end();
    // }
    private void lending(
            MethodSpec.Builder trampoline,
            ImportForm form,
            String trampolineName,
            CallbackWriter callbacks,
            Identifiers names) {
        trampoline.addStatement("$T in = $N.lending()", LIFT, frame).beginControlFlow("try");
        List<CodeBlock> variables = new ArrayList<>();
        List<CodeBlock> arguments = lifted(trampoline, form.hostcall(), lending, callbacks);
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = form.hostcall().parameters().get(i);
            String name = names.unique(parameter.name());
            trampoline.addStatement("$T $N = $L", JavaTypes.of(parameter.type()), name, arguments.get(i));
            variables.add(CodeBlock.of("$N", name));
        }
        served(trampoline, form, trampolineName, variables, callbacks);
        trampoline.nextControlFlow("finally").addStatement("in.end()").endControlFlow();
    }

    private void served(
            MethodSpec.Builder trampoline,
            ImportForm form,
            String name,
            List<CodeBlock> arguments,
            CallbackWriter callbacks) {
        Hostcall hostcall = form.hostcall();
        Result result = hostcall.result();
        CodeBlock value = staged(result, invocation(hostcall, arguments));
        callbacks.begin(trampoline);
        if (form.resultPlace() == Place.MEMORY) {
            Layout layout = result.type().layout();
            trampoline.addStatement(
                    "long at = $N.resultAt($L, $L, $L)",
                    frame,
                    hostcall.resultSlot(),
                    layout.size(),
                    layout.alignment());
        }
        if (Handles.areOwnedIn(hostcall.parameters())) {
            trampoline.addStatement("in.pass()"); // last: what comes before may end the guest
        }
        results.write(trampoline, form, name, value);
        callbacks.end(trampoline);
    }

    // ---- arguments ----

    private List<CodeBlock> arguments(MethodSpec.Builder trampoline, Hostcall hostcall, CallbackWriter callbacks) {
        List<Parameter> parameters = hostcall.parameters();
        boolean isPlain = hostcall.argumentsPlace() == Place.VALUE
                && parameters.stream().map(Parameter::type).allMatch(HostcallWriter::isReadAsIs);
        if (isPlain) {
            return parameters.stream().map(this::plainArgument).toList();
        }
        if (hostcall.argumentsPlace() == Place.MEMORY || needsLift(parameters)) {
            trampoline.addStatement("$1T in = $2N.lift()", LIFT, frame);
        }
        return lifted(trampoline, hostcall, borrowing, callbacks);
    }

    private static boolean isReadAsIs(BorderType type) {
        return type instanceof Handle || (type instanceof HostType simple && simple.isReadAsIs());
    }

    private List<CodeBlock> lifted(
            MethodSpec.Builder trampoline, Hostcall hostcall, LiftWriter lift, CallbackWriter callbacks) {
        List<Parameter> parameters = hostcall.parameters();
        if (hostcall.argumentsPlace() == Place.VALUE) {
            return parameters.stream()
                    .map(each -> each.type() instanceof FunctionPointer pointer
                            ? callbacks.argument(trampoline, each, pointer)
                            : each.type() instanceof External external
                                    ? lift.external(external, each.slot(), callbacks.name(each))
                                    : lift.fromSlots(each.type(), each.slot()))
                    .toList();
        }
        Layout layout = hostcall.argumentsLayout();
        trampoline.addStatement("long arguments = in.at($N.i32(0), $L, $L)", frame, layout.size(), layout.alignment());
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            int offset = hostcall.argumentOffsets().get(i);
            arguments.add(lift.fromMemory(parameters.get(i).type(), "arguments", offset));
        }
        return arguments;
    }

    private static boolean needsLift(List<Parameter> parameters) {
        return parameters.stream()
                .anyMatch(each -> each.type() == HostType.SLICE || each.type().holdsMemory());
    }

    // frame.string(0)
    private CodeBlock plainArgument(Parameter parameter) {
        if (parameter.type() instanceof Handle) {
            return borrowing.fromSlots(parameter.type(), parameter.slot());
        }
        String accessor = ((HostType) parameter.type()).argument();
        return parameter.type().layout().flat().isEmpty()
                ? CodeBlock.of("$N.$N()", frame, accessor)
                : CodeBlock.of("$N.$N($L)", frame, accessor, parameter.slot());
    }

    // target.fetch(frame.vmctx(), frame.string(0), frame.slice(2))
    private CodeBlock invocation(Hostcall hostcall, List<CodeBlock> arguments) {
        Receiver receiver = hostcall.receiver();
        if (receiver == Receiver.NOTHING) {
            return CodeBlock.of("new $T($L)", targetClass, CodeBlock.join(arguments, ",$W"));
        }
        boolean isFirst = receiver == Receiver.RESOURCE;
        CodeBlock on = isFirst
                ? arguments.get(0)
                : receiver == Receiver.TARGET ? CodeBlock.of("$N", target) : CodeBlock.of("$T", targetClass);
        List<CodeBlock> rest = isFirst ? arguments.subList(1, arguments.size()) : arguments;
        return CodeBlock.of("$L.$N($L)", on, hostcall.method(), CodeBlock.join(rest, ",$W"));
    }

    // MonoConverter.toGuest(Lower.present(target.fetch(), "a future"))
    private static CodeBlock staged(Result result, CodeBlock future) {
        return result.futureConverter()
                .map(converter -> CodeBlock.of(
                        "$T.$N($T.present($L, $S))",
                        JavaTypes.of(converter),
                        Direction.TO_GUEST.method(),
                        LOWER,
                        future,
                        "a future"))
                .orElse(future);
    }
}
