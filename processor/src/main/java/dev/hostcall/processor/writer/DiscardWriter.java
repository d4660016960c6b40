package dev.hostcall.processor.writer;

import static dev.hostcall.processor.writer.JavaTypes.DISCARD;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Option;
import dev.hostcall.processor.model.BorderType.RecordType;
import dev.hostcall.processor.model.BorderType.Sequence;
import dev.hostcall.processor.model.BorderType.Variant;
import dev.hostcall.processor.model.Handles;

/** Writes how the resources in a value are given up that a guest does not get; any part of the value may be {@code null}. */
final class DiscardWriter {
    private final Helpers helpers;

    DiscardWriter(Helpers helpers) {
        this.helpers = helpers;
    }

    /** Whether there is anything to be given up. */
    static boolean isNeeded(BorderType type) {
        return Handles.in(type).findAny().isPresent();
    }

    /** A statement for a value, which {@code to} closes. */
    CodeBlock statement(BorderType type, String to, CodeBlock value) {
        return type instanceof Handle
                ? CodeBlock.of("$N.close($L)", to, value)
                : CodeBlock.of(
                        "$N($N, $L)", helpers.method("discard", type, method -> method(method, type)), to, value);
    }

    // private static void discardMoved(Discard to, Moved value) {
    //     if (value != null) {
    //         to.close(value.session());
    //     }
    // }
    private MethodSpec method(MethodSpec.Builder method, BorderType type) {
        method.addParameter(DISCARD, "to")
                .addParameter(JavaTypes.of(type), "value")
                .beginControlFlow("if (value != null)");
        if (type instanceof Sequence sequence) {
            method.beginControlFlow("for ($T each : value)", JavaTypes.boxed(sequence.element()))
                    .addStatement("$L", statement(sequence.element(), "to", CodeBlock.of("each")))
                    .endControlFlow();
        } else if (type instanceof Option option) {
            method.beginControlFlow("if (value.isPresent())")
                    .addStatement("$L", statement(option.value(), "to", CodeBlock.of("value.get()")))
                    .endControlFlow();
        } else if (type instanceof RecordType fields) {
            fields(method, fields, "value");
        } else {
            ((Variant) type).cases().stream().filter(DiscardWriter::isNeeded).forEach(each -> {
                String name = "case" + ((Variant) type).cases().indexOf(each);
                method.beginControlFlow("if (value instanceof $T $N)", JavaTypes.of(each), name);
                fields(method, each, name);
                method.endControlFlow();
            });
        }
        return method.endControlFlow().build();
    }

    private void fields(MethodSpec.Builder method, RecordType type, String value) {
        for (Field field : type.fields()) {
            if (isNeeded(field.type())) {
                method.addStatement("$L", statement(field.type(), "to", CodeBlock.of("$N.$N()", value, field.name())));
            }
        }
    }
}
