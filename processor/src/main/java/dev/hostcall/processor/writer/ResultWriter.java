package dev.hostcall.processor.writer;

import static dev.hostcall.processor.writer.JavaTypes.DISCARD;
import static dev.hostcall.processor.writer.JavaTypes.FLAT;
import static dev.hostcall.processor.writer.JavaTypes.LOWERING;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.External;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.ImportForm;
import dev.hostcall.processor.model.ImportForm.Results;
import dev.hostcall.processor.model.Place;
import dev.hostcall.processor.model.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes what a trampoline does with the result of its hostcall: hands it over now, or says how once it is there. */
final class ResultWriter {
    private final String frame;
    private final Helpers helpers;
    private final Set<String> reserved;
    private final LowerWriter lower;
    private final LowerWriter lowerOnly;
    private final DiscardWriter discard;

    /** For trampolines whose frame has this name, with names that no variable may have. */
    ResultWriter(String frame, Helpers helpers, Set<String> reserved) {
        this.frame = frame;
        this.helpers = helpers;
        this.reserved = reserved;
        this.lower = new LowerWriter(helpers, LowerWriter.Use.RESULT);
        this.lowerOnly = new LowerWriter(helpers, LowerWriter.Use.ONLY_VALUE);
        this.discard = new DiscardWriter(helpers);
    }

    /** Appends the call, which is the value, and what becomes of it. */
    void write(MethodSpec.Builder trampoline, ImportForm form, String name, CodeBlock value) {
        Result result = form.hostcall().result();
        if (result.type() instanceof HostType simple && simple.isReturnedAsIs()) {
            trampoline.addStatement(delivered(simple, result.delivery(), value));
        } else if (result.delivery() == Result.Delivery.FUTURE) {
            trampoline.addStatement("$N.blockOn($L, $L)", frame, value, lowering(form, name));
        } else if (form.results() == Results.AS_VALUES) {
            trampoline.addStatement("$T result = $L", JavaTypes.of(result.type()), value);
            CodeBlock body = severalResults(frame, result.type(), "result");
            trampoline.addCode(orDiscard(Optional.of(result.type()), frame, CodeBlock.of("result"), body));
        } else {
            now(trampoline, result, value);
        }
    }

    // ---- results that are there ----

    // frame.returnI32(…), frame.blockOnI32(…), or, for a method that returns void, only what is in the parentheses
    private CodeBlock delivered(HostType type, Result.Delivery delivery, CodeBlock value) {
        if (delivery == Result.Delivery.FUTURE) {
            return CodeBlock.of("$N.$N($L)", frame, type.future(), value);
        }
        return type == HostType.VOID ? value : CodeBlock.of("$N.$N($L)", frame, type.result(), value);
    }

    private void now(MethodSpec.Builder trampoline, Result result, CodeBlock value) {
        if (result.type() instanceof Fallible fallible) {
            nowOrError(trampoline, fallible, result.place(), value);
        } else if (result.place() == Place.VALUE) {
            trampoline.addStatement(returned(lowerOnly, frame, result.type(), value));
        } else {
            trampoline.addStatement("$T result = $L", JavaTypes.of(result.type()), value);
            List<CodeBlock> steps =
                    List.of(helpers.lower(frame), lower.toMemory(result.type(), "at", 0, CodeBlock.of("result")));
            trampoline.addCode(orDiscard(Optional.of(result.type()), frame, CodeBlock.of("result"), steps));
        }
    }

    // try {
    //     Lower out = frame.lower();
    //     lowerMoved(out, at, result);
    // } catch (Throwable e) {
    //     Discard rest = frame.discard(e);
    //     discardMoved(rest, result);
    //     throw e;
    // }
    private CodeBlock orDiscard(Optional<BorderType> type, String to, CodeBlock value, List<CodeBlock> steps) {
        CodeBlock.Builder body = CodeBlock.builder();
        steps.forEach(step -> body.add("$L;\n", step));
        return orDiscard(type, to, value, body.build());
    }

    private CodeBlock orDiscard(Optional<BorderType> type, String to, CodeBlock value, CodeBlock body) {
        boolean mayLose = type.filter(DiscardWriter::isNeeded).isPresent();
        CodeBlock.Builder code = CodeBlock.builder();
        if (mayLose) {
            code.add("try {\n$>");
        }
        code.add(body);
        if (mayLose) {
            code.add("$<} catch ($T e) {\n$>", Throwable.class)
                    .add("$T rest = $N.discard(e);\n", DISCARD, to)
                    .add("$L;\n", discard.statement(type.get(), "rest", value))
                    .add("throw e;\n$<}\n");
        }
        return code.build();
    }

    private static CodeBlock returned(LowerWriter lower, String to, BorderType type, CodeBlock value) {
        CodeBlock out = CodeBlock.of("$N.lower()", to);
        return CodeBlock.of("$N.$N($L)", to, LowerWriter.returner(type), lower.single(type, value, out));
    }

    // String result;
    // try {
    //     result = target.get(frame.string(0));
    // } catch (KvException error) {
    //     Lower out = frame.lower();
    //     out.u8(at, 1);
    //     out.u8(at + 4, Lower.present(error.error(), "Reason").ordinal());
    //     return;
    // }
    private void nowOrError(MethodSpec.Builder trampoline, Fallible type, Place place, CodeBlock value) {
        type.ok().ifPresent(ok -> trampoline.addStatement("$T result", JavaTypes.of(ok)));
        trampoline.beginControlFlow("try");
        if (type.ok().isPresent()) {
            trampoline.addStatement("result = $L", value);
        } else {
            trampoline.addStatement(value);
        }
        trampoline.nextControlFlow("catch ($T error)", JavaTypes.of(type.error().javaClass()));
        trampoline
                .addCode(error(frame, type, place))
                .addStatement("return")
                .endControlFlow()
                .addCode(orDiscard(
                        type.ok(), frame, CodeBlock.of("result"), outcome(frame, type, place, Outcome.OK, "result")));
    }

    private CodeBlock error(String to, Fallible type, Place place) {
        CodeBlock value = CodeBlock.of("error.error()");
        return orDiscard(type.error().value(), to, value, outcome(to, type, place, Outcome.ERROR, "error"));
    }

    private enum Outcome {
        OK(0),
        ERROR(1);

        private final int number;

        Outcome(int number) {
            this.number = number;
        }
    }

    private List<CodeBlock> outcome(String to, Fallible type, Place place, Outcome outcome, String variable) {
        if (place == Place.VALUE) {
            return List.of(CodeBlock.of("$N.$N($L)", to, HostType.INT.result(), outcome.number));
        }
        List<CodeBlock> statements = new ArrayList<>();
        statements.add(helpers.lower(to));
        statements.add(LowerWriter.number(type, outcome.number));
        Optional<BorderType> payload =
                outcome == Outcome.OK ? type.ok() : type.error().value();
        CodeBlock value = outcome == Outcome.OK ? CodeBlock.of("$N", variable) : CodeBlock.of("$N.error()", variable);
        payload.ifPresent(each -> statements.add(lower.toMemory(each, "at", type.payloadOffset(), value)));
        return statements;
    }

    // ---- results to come ----

    // Lowering.<Point>of("a value of Point", (to, value) -> {
    //     Lower out = to.lower();
    //     lowerPoint(out, at, value);
    // })
    private CodeBlock lowering(ImportForm form, String name) {
        BorderType type = form.hostcall().result().type();
        Place place = form.resultPlace();
        BorderType held = type instanceof Fallible fallible ? fallible.ok().orElse(HostType.VOID) : type;
        CodeBlock.Builder code = CodeBlock.builder();
        if (held == HostType.VOID) {
            code.add("$T.ofVoid(to -> {\n$>", LOWERING);
        } else {
            code.add(
                    "$T.<$T>$N($S, (to, value) -> {\n$>",
                    LOWERING,
                    JavaTypes.boxed(held),
                    held instanceof External ? "ofNullable" : "of",
                    "a value of " + held.simpleName());
        }
        if (form.results() == Results.AS_VALUES) {
            code.add(severalResults("to", type, "value"));
        } else {
            steps(type, place).forEach(step -> code.add("$L;\n", step));
        }
        code.add("$<})");
        if (type instanceof Fallible fallible) {
            code.add(
                    ".orError($T.class, (to, error) -> {\n$>",
                    JavaTypes.of(fallible.error().javaClass()));
            code.add(error("to", fallible, place)).add("$<}");
            fallible.error()
                    .value()
                    .filter(DiscardWriter::isNeeded)
                    .ifPresent(value -> code.add(
                            ", (to, error) -> $L", discard.statement(value, "to", CodeBlock.of("error.error()"))));
            code.add(")");
        }
        if (DiscardWriter.isNeeded(held)) {
            code.add(".orDiscard((to, value) -> $L)", discard.statement(held, "to", CodeBlock.of("value")));
        }
        return place == Place.MEMORY ? code.build() : constant(name, held, code.build());
    }

    private List<CodeBlock> steps(BorderType type, Place place) {
        if (type instanceof Fallible fallible) {
            return outcome("to", fallible, place, Outcome.OK, "value");
        }
        CodeBlock value = CodeBlock.of("value");
        return place == Place.VALUE
                ? List.of(returned(lower, "to", type, value))
                : List.of(helpers.lower("to"), lower.toMemory(type, "at", 0, value));
    }

    // One for all calls, as it needs nothing of them: a future that is done costs no object then.
    private CodeBlock constant(String trampoline, BorderType held, CodeBlock code) {
        TypeName type = ParameterizedTypeName.get(LOWERING, JavaTypes.boxed(held));
        return CodeBlock.of("$N", helpers.field(trampoline + "Lowering", type, code));
    }

    // ---- several results ----

    // Flat flat = new Flat(2);
    // Point part = Lower.present(result, "Point");
    // flat.i32(0, part.x());
    // flat.i32(1, part.y());
    // flat.returnTo(frame);
    private CodeBlock severalResults(String to, BorderType type, String variable) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (type.holdsMemory() || Handles.in(type).findAny().isPresent()) {
            code.addStatement(helpers.lower(to));
        }
        code.addStatement("$1T flat = new $1T($2L)", FLAT, type.layout().flat().size());
        Identifiers names = new Identifiers(reserved);
        lower.toSlots(code, type, 0, CodeBlock.of("$N", variable), names);
        return code.addStatement("flat.returnTo($N)", to).build();
    }
}
