package dev.hostcall.processor.writer;

import static dev.hostcall.processor.writer.JavaTypes.FLAT;
import static dev.hostcall.processor.writer.JavaTypes.FRAME;
import static dev.hostcall.processor.writer.JavaTypes.LIFT;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.Direction;
import dev.hostcall.processor.model.Failure;
import dev.hostcall.processor.model.Functional;
import dev.hostcall.processor.model.GuestMethod;
import dev.hostcall.processor.model.GuestMethod.Busy;
import dev.hostcall.processor.model.GuestMethod.Form;
import dev.hostcall.processor.model.GuestMethod.Receiver;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Nullness;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.lang.model.element.Modifier;

/** Writes the methods of one class that calls a guest: of an interface to it, or of a resource that it defines. */
final class GuestMethodWriter {
    private static final String RUNTIME = "dev.hostcall.runtime";
    private static final ClassName RUN = ClassName.get(RUNTIME, "GuestRun");
    private static final ClassName ERROR = ClassName.get(RUNTIME + ".spi", "GuestError");
    static final ClassName RETURNED_FUNCTION = ClassName.get(RUNTIME + ".spi", "ReturnedFunction");

    /** Variables of generated methods; parameters that are called so are renamed. */
    private static final Set<String> VARIABLES = Set.of(
            "frame", "flat", "in", "out", "at", "arguments", "result", "function", "exports", "executor", "guest");

    private final String owner;
    private final String fields;
    private final String caller;
    private final Helpers helpers;
    private final LiftWriter lift;
    private final LowerWriter lower;

    /**
     * Of a class.
     *
     * @param owner what messages call it
     * @param caller an expression for the object that implements the interface to the guest
     */
    GuestMethodWriter(String owner, String caller, Helpers helpers) {
        this.owner = owner;
        this.caller = caller;
        this.fields = caller.equals("this") ? "" : caller + ".";
        this.helpers = helpers;
        this.lift = new LiftWriter(helpers, "frame", LiftWriter.Handles.TAKEN);
        this.lower = new LowerWriter(helpers, LowerWriter.Use.ARGUMENTS);
    }

    // @Override
    // public List<Match> findAll(String query) {
    //     return exports.<List<Match>>call(0, frame -> { … }, frame -> { … });
    // }
    MethodSpec method(int index, GuestMethod method) {
        Identifiers names = new Identifiers(VARIABLES);
        if (method.held() instanceof FunctionPointer pointer) {
            pointer.type().ifPresent(type -> type.variables().forEach(names::unique));
        }
        MethodSpec.Builder code = MethodSpec.methodBuilder(method.method())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC);
        List<String> parameters = new ArrayList<>();
        if (method.receiver() == Receiver.OBJECT) {
            parameters.add("this");
        }
        for (Parameter parameter : method.javaParameters()) {
            String name = names.unique(parameter.name());
            code.addParameter(JavaTypes.of(parameter.type()), name);
            parameters.add(name);
        }
        if (method.result() instanceof Fallible fallible) {
            code.addException(JavaTypes.of(fallible.error().javaClass()));
        }
        BorderType held = method.held();
        TypeName boxed = JavaTypes.boxed(held);
        CodeBlock call = CodeBlock.of(
                "$Lexports.<$T>$N($L, ($T frame) -> {\n$>$L$<}, ($T frame) -> {\n$>$L$<})",
                fields,
                boxed,
                caller(method),
                index,
                FRAME,
                arguments(method, parameters, names),
                FRAME,
                result(method));
        code.returns(returned(method, held, boxed));
        if (method.future().isPresent()) {
            ClassName converter = JavaTypes.of(method.future().get().converter());
            return code.addCode(
                            "return $T.$N($L.start($Lexecutor));\n",
                            converter,
                            Direction.FROM_GUEST.method(),
                            call,
                            fields)
                    .build();
        }
        if (method.form() == Form.STARTED) {
            return code.addCode("return $L.start($Lexecutor);\n", call, fields).build();
        }
        boolean isVoid = held == HostType.VOID && method.form() == Form.JOINED;
        return code.addCode(isVoid ? "$L;\n" : "return $L;\n", call).build();
    }

    /** The method of {@code GuestExports} that makes the call. */
    private static String caller(GuestMethod method) {
        String plain = method.form() == Form.JOINED ? "call" : "run";
        return method.busy() == Busy.REFUSED ? plain : plain.equals("call") ? "queuedCall" : "queuedRun";
    }

    private static TypeName returned(GuestMethod method, BorderType held, TypeName boxed) {
        return switch (method.form()) {
            case JOINED -> JavaTypes.of(held);
            case STARTED ->
                ParameterizedTypeName.get(
                        method.future()
                                .map(future -> JavaTypes.of(future.javaClass()))
                                .orElse(ClassName.get(CompletableFuture.class)),
                        boxed);
            case GIVEN -> ParameterizedTypeName.get(RUN, boxed);
        };
    }

    // Lower out = frame.lower();
    // Flat flat = new Flat(2);
    // flat.pair(0, out.string(query));
    // flat.pass(frame);
    private CodeBlock arguments(GuestMethod method, List<String> parameters, Identifiers names) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (parameters.isEmpty()) {
            return code.build();
        }
        if (method.allocates() || Handles.areIn(method.parameters())) {
            code.addStatement(helpers.lower("frame"));
        }
        if (method.argumentsPlace() == Place.MEMORY) {
            inMemory(code, method, parameters);
        } else {
            code.addStatement(
                    "$1T flat = new $1T($2L)", FLAT, method.flatArguments().size());
            for (int i = 0; i < parameters.size(); i++) {
                Parameter parameter = method.parameters().get(i);
                lower.toSlots(code, parameter.type(), parameter.slot(), CodeBlock.of("$L", parameters.get(i)), names);
            }
        }
        return code.addStatement("flat.pass(frame)").build();
    }

    private void inMemory(CodeBlock.Builder code, GuestMethod method, List<String> parameters) {
        code.addStatement(
                "long arguments = out.allocate($L, $L)",
                method.argumentsLayout().size(),
                method.argumentsLayout().alignment());
        for (int i = 0; i < parameters.size(); i++) {
            int offset = method.argumentOffsets().get(i);
            BorderType type = method.parameters().get(i).type();
            code.addStatement("$L", lower.toMemory(type, "arguments", offset, CodeBlock.of("$L", parameters.get(i))));
        }
        code.addStatement("$1T flat = new $1T(1)", FLAT).addStatement("flat.i32(0, (int) arguments)");
    }

    // Lift in = frame.lift();
    // long at = in.at(frame.i32(0), 8, 4);
    // return liftMatchList(in, in.i32(at), in.i32(at + 4));
    private CodeBlock result(GuestMethod method) {
        BorderType type = method.result();
        CodeBlock.Builder code = CodeBlock.builder();
        if (type == HostType.VOID) {
            return code.addStatement("return null").build();
        }
        boolean inMemory = method.resultPlace() == Place.MEMORY;
        boolean takes = Handles.in(type).findAny().isPresent();
        if (takes) {
            boolean areOfGuest =
                    Handles.in(type).anyMatch(handle -> handle.resource().isOfGuest());
            code.addStatement("$T in = frame.lending($L)", LIFT, areOfGuest ? caller : "")
                    .beginControlFlow("try");
        } else if (inMemory) {
            code.addStatement("$T in = frame.lift()", LIFT);
        }
        if (inMemory) {
            code.addStatement(
                    "long at = in.at(frame.i32(0), $L, $L)",
                    type.layout().size(),
                    type.layout().alignment());
        }
        if (type instanceof Fallible fallible) {
            fallible(code, method, fallible, inMemory ? Place.MEMORY : Place.VALUE);
        } else if (type instanceof FunctionPointer pointer) {
            function(code, method, pointer, CodeBlock.of("frame.functionAt(0)"));
        } else {
            returned(code, type, inMemory ? lift.fromMemory(type, "at", 0) : lift.fromSlots(type, 0));
        }
        if (takes) {
            code.nextControlFlow("finally").addStatement("in.end()").endControlFlow();
        }
        return code.build();
    }

    // Session result = in.owned(frame.i32(0), SESSION_TYPE);
    // in.pass();
    // return result;
    private static void returned(CodeBlock.Builder code, BorderType type, CodeBlock value) {
        if (Handles.in(type).findAny().isEmpty()) {
            code.addStatement("return $L", value);
        } else {
            code.addStatement("$T result = $L", JavaTypes.of(type), value)
                    .addStatement("in.pass()")
                    .addStatement("return result");
        }
    }

    // ReturnedFunction function = exports.function(
    //         ReturnedFunction.present(frame.functionAt(0), "the result of Plugin.order"),
    //         FUNCTION_TYPE, "the result of Plugin.order", ReturnedFunction.Turns.REFUSED);
    // return (a0, a1) -> function.call(a0, a1).i32();
    private void function(CodeBlock.Builder code, GuestMethod method, FunctionPointer pointer, CodeBlock found) {
        String name = "the result of %s.%s".formatted(owner, method.method());
        boolean mayBeNull = pointer.nullness() == Nullness.NULLABLE;
        CodeBlock reference = mayBeNull ? found : CodeBlock.of("$T.present($L, $S)", RETURNED_FUNCTION, found, name);
        if (pointer.type().isEmpty()) {
            code.addStatement("return $L", reference);
            return;
        }
        Functional type = pointer.type().get();
        code.addStatement(
                "$1T function = $6Lexports.function($2L, $3N, $4S, $1T.Turns.$5L)",
                RETURNED_FUNCTION,
                reference,
                helpers.functionType(type.signature()),
                name,
                method.busy(),
                fields);
        code.addStatement(
                "return $L$L", mayBeNull ? "function == null ? null : " : "", CallbackWriter.lambda(type, "function"));
    }

    // if (Lift.discriminant(in.u8(at), 2, "result") == 1) {
    //     throw new GuestError(new Refused(Lift.constant(in.u8(at + 4), REASON_CONSTANTS)));
    // }
    // return in.string(in.i32(at + 4), in.i32(at + 8));
    private void fallible(CodeBlock.Builder code, GuestMethod method, Fallible type, Place place) {
        Failure failure = type.error();
        CodeBlock number = place == Place.MEMORY ? CodeBlock.of("in.u8(at)") : CodeBlock.of("frame.i32(0)");
        CodeBlock error = failure.value()
                .map(value -> lift.fromMemory(value, "at", type.payloadOffset()))
                .orElse(CodeBlock.of(""));
        code.beginControlFlow("if ($T.discriminant($L, 2, $S) == 1)", LIFT, number, "result");
        CodeBlock exception = CodeBlock.of("new $T($L)", JavaTypes.of(failure.javaClass()), error);
        if (failure.value().flatMap(value -> Handles.in(value).findAny()).isPresent()) {
            code.addStatement("$T result = $L", JavaTypes.of(failure.javaClass()), exception)
                    .addStatement("in.pass()")
                    .addStatement("throw new $T(result)", ERROR);
        } else {
            code.addStatement("throw new $T($L)", ERROR, exception);
        }
        code.endControlFlow();
        if (type.ok().orElse(HostType.VOID) instanceof FunctionPointer pointer) {
            CodeBlock word = CodeBlock.of("in.i32($L)", LiftWriter.place("at", type.payloadOffset()));
            function(code, method, pointer, CodeBlock.of("frame.functionOf($L)", word));
        } else if (type.ok().isPresent()) {
            returned(code, type.ok().get(), lift.fromMemory(type.ok().get(), "at", type.payloadOffset()));
        } else {
            code.addStatement("return null");
        }
    }
}
