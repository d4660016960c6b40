package dev.hostcall.processor.writer;

import static dev.hostcall.processor.writer.JavaTypes.CALLBACK;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.Functional;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.ImportForm;
import dev.hostcall.processor.model.ImportForm.Pointers;
import dev.hostcall.processor.model.Nullness;
import dev.hostcall.processor.model.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes how functions that guests pass become Java's, for one trampoline. */
final class CallbackWriter {
    private final ImportForm form;
    private final String frame;
    private final Helpers helpers;
    private final String owner;
    private final Identifiers names;
    private final List<String> callbacks = new ArrayList<>(); // variables

    CallbackWriter(ImportForm form, String frame, ClassName owner, Helpers helpers, Identifiers names) {
        this.form = form;
        this.helpers = helpers;
        this.frame = frame;
        this.owner = String.join(".", owner.simpleNames());
        this.names = names;
        form.hostcall().parameters().stream()
                .map(Parameter::type)
                .flatMap(type ->
                        type instanceof FunctionPointer pointer ? pointer.type().stream() : Stream.<Functional>empty())
                .flatMap(type -> type.variables().stream())
                .distinct()
                .forEach(names::unique);
    }

    /** What messages call a parameter. */
    String name(Parameter parameter) {
        return parameter.name() + " of " + owner + "." + form.hostcall().method();
    }

    // Callback callback = Callback.of(frame, frame.functionAt(1), FUNCTION_TYPE, "compare of Sorter.sort");
    // IntBinaryOperator function = (a0, a1) -> callback.call(a0, a1).i32();
    /** The argument for a parameter; what it needs is declared first. */
    CodeBlock argument(MethodSpec.Builder trampoline, Parameter parameter, FunctionPointer pointer) {
        CodeBlock function = CodeBlock.of(
                "$N.$N($L)", frame, form.pointers() == Pointers.INDICES ? "functionAt" : "function", parameter.slot());
        if (pointer.nullness() == Nullness.PRESENT) {
            function = CodeBlock.of("$T.present($L, $S)", CALLBACK, function, name(parameter));
        }
        if (pointer.type().isEmpty()) {
            return function;
        }
        Functional type = pointer.type().get();
        String callback = names.unique("callback");
        String variable = names.unique("function");
        callbacks.add(callback);
        trampoline.addStatement(
                "$1T $2N = $1T.of($3N, $4L, $5N, $6S)",
                CALLBACK,
                callback,
                frame,
                function,
                helpers.functionType(type.signature()),
                name(parameter));
        CodeBlock test = pointer.nullness() == Nullness.NULLABLE
                ? CodeBlock.of("$N == null ? null : ", callback)
                : CodeBlock.of("");
        trampoline.addStatement("$T $N = $L$L", JavaTypes.of(pointer), variable, test, lambda(type, callback));
        return CodeBlock.of("$N", variable);
    }

    /** A function of Java's that calls what is in a variable. */
    static CodeBlock lambda(Functional type, String callback) {
        List<CodeBlock> variables = new ArrayList<>();
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < type.parameters().size(); i++) {
            String variable = type.variables().get(i);
            variables.add(CodeBlock.of("$N", variable));
            arguments.add(argument(type.parameters().get(i), variable));
        }
        CodeBlock call = CodeBlock.of("$N.call($L)", callback, CodeBlock.join(arguments, ", "));
        return CodeBlock.of("($L) -> $L", CodeBlock.join(variables, ", "), result(type.result(), call));
    }

    // Boxed as the guest's type asks for.
    private static CodeBlock argument(HostType type, String variable) {
        return switch (type) {
            case BOOLEAN -> CodeBlock.of("$N ? 1 : 0", variable);
            case BYTE, SHORT -> CodeBlock.of("(int) $N", variable);
            default -> CodeBlock.of("$N", variable);
        };
    }

    private static CodeBlock result(HostType type, CodeBlock call) {
        return switch (type) {
            case BOOLEAN -> CodeBlock.of("$L.i32() != 0", call);
            case BYTE -> CodeBlock.of("(byte) $L.i32()", call);
            case SHORT -> CodeBlock.of("(short) $L.i32()", call);
            case VOID -> call;
            default -> CodeBlock.of("$L.$N()", call, type.wasm().get(0).toString());
        };
    }

    /** Behind the arguments, and before the call of the method. */
    void begin(MethodSpec.Builder trampoline) {
        if (!callbacks.isEmpty()) {
            trampoline.beginControlFlow("try");
        }
    }

    /** Behind all else. */
    void end(MethodSpec.Builder trampoline) {
        if (!callbacks.isEmpty()) {
            trampoline.nextControlFlow("finally");
            callbacks.forEach(callback -> trampoline.addStatement("$T.end($N)", CALLBACK, callback));
            trampoline.endControlFlow();
        }
    }
}
