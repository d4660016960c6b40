package dev.hostcall.processor.writer;

import static dev.hostcall.processor.writer.JavaTypes.LOWER;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Choice;
import dev.hostcall.processor.model.BorderType.Converted;
import dev.hostcall.processor.model.BorderType.Enumeration;
import dev.hostcall.processor.model.BorderType.External;
import dev.hostcall.processor.model.BorderType.Flags;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.BorderType.Option;
import dev.hostcall.processor.model.BorderType.RecordType;
import dev.hostcall.processor.model.BorderType.Sequence;
import dev.hostcall.processor.model.BorderType.Variant;
import dev.hostcall.processor.model.Direction;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Layout;
import dev.hostcall.processor.model.Nullness;

/** Writes how values of Java become the guest's: statements that store them in memory, and expressions for single values. */
final class LowerWriter {
    private static final CodeBlock OUT = CodeBlock.of("out");

    private final Helpers helpers;
    private final Use use;

    /** What the values are to the guest. */
    enum Use {
        /** A result: it is given its handles for good. */
        RESULT,
        /** A result that is one value, of which nothing is left if that is a handle which the guest cannot be given. */
        ONLY_VALUE,
        /** Arguments of a call of it: it is given or lent their handles, as their type says. */
        ARGUMENTS
    }

    LowerWriter(Helpers helpers, Use use) {
        this.helpers = helpers;
        this.use = use;
    }

    // ---- one value of WebAssembly's ----

    /** The value as the only one of WebAssembly's that it is passed as; {@code out} is an expression for the {@code Lower}. */
    CodeBlock single(BorderType type, CodeBlock value, CodeBlock out) {
        if (type instanceof Converted converted) {
            return single(converted.wire(), converted(converted, value), out);
        }
        if (type instanceof External) {
            return value;
        }
        if (type instanceof FunctionPointer pointer) { // an argument as a whole: there is a frame
            return CodeBlock.of(
                    "frame.pointerTo($L)", pointer.nullness() == Nullness.NULLABLE ? value : present(type, value));
        }
        if (type instanceof HostType simple) {
            return switch (simple) {
                case UNSIGNED_BYTE -> CodeBlock.of("$T.toUnsignedInt($L)", Byte.class, value);
                case UNSIGNED_SHORT -> CodeBlock.of("$T.toUnsignedInt($L)", Short.class, value);
                case CODE_POINT -> CodeBlock.of("$T.codePoint($L)", LOWER, value);
                default -> value;
            };
        }
        if (type instanceof Flags) {
            return CodeBlock.of("$T.flags($L)", LOWER, present(type, value));
        }
        if (type instanceof Enumeration) {
            return CodeBlock.of("$L.ordinal()", present(type, value));
        }
        if (type instanceof RecordType fields) { // of one component
            BorderType.Field field = fields.fields().get(0);
            return single(field.type(), CodeBlock.of("$L.$N()", present(type, value), field.name()), out);
        }
        if (type instanceof Handle handle) {
            return CodeBlock.of("$L.$N($L, $N)", out, giver(handle), value, helpers.resource(handle));
        }
        return CodeBlock.of(
                "$N($L)", helpers.method("number", type, method -> numberMethod(method, (Variant) type)), value);
    }

    private String giver(Handle type) {
        if (type.resource().isOfGuest()) {
            return type.ownership() == Ownership.OWNED ? "giveBack" : "lendBack";
        }
        if (use != Use.ARGUMENTS) {
            return use == Use.RESULT ? "own" : "ownOrClose";
        }
        return type.ownership() == Ownership.OWNED ? "ownAsArgument" : "lendAsArgument";
    }

    /** The method of {@code Frame} that takes what {@link #single} gives. */
    static String returner(BorderType converted) {
        BorderType type = converted.seen();
        if (type == HostType.BOOLEAN) {
            return HostType.BOOLEAN.result();
        }
        if (type instanceof RecordType fields) {
            return returner(fields.fields().get(0).type());
        }
        return switch (type.layout().flat().get(0)) {
            case I64 -> HostType.LONG.result();
            case F32 -> HostType.FLOAT.result();
            case F64 -> HostType.DOUBLE.result();
            case EXTERNREF -> "returnExternal";
            default -> HostType.INT.result();
        };
    }

    // UuidConverter.toGuest(Lower.present(value, "UUID"))
    private static CodeBlock converted(Converted type, CodeBlock value) {
        return CodeBlock.of(
                "$T.$N($L)", JavaTypes.of(type.converter()), Direction.TO_GUEST.method(), present(type, value));
    }

    private static CodeBlock present(BorderType type, CodeBlock value) {
        return CodeBlock.of("$T.present($L, $S)", LOWER, value, type.simpleName());
    }

    // private static int numberAnswer(Answer value) {
    //     if (value instanceof Yes) {
    //         return 0;
    //     }
    //     return Lower.present((No) value, "Answer") == null ? 0 : 1;
    private MethodSpec numberMethod(MethodSpec.Builder method, Variant type) {
        method.returns(int.class)
                .addParameter(JavaTypes.of(type), "value")
                .addStatement("$L", present(type, CodeBlock.of("value")));
        int last = type.cases().size() - 1;
        for (int i = 0; i < last; i++) {
            method.beginControlFlow(
                            "if (value instanceof $T)",
                            JavaTypes.of(type.cases().get(i)))
                    .addStatement("return $L", i)
                    .endControlFlow();
        }
        return method.addStatement("return $L", last).build();
    }

    // ---- in memory ----

    /** A statement that stores a value so many bytes behind an address; {@code out} is the variable of the {@code Lower}. */
    CodeBlock toMemory(BorderType type, String at, int offset, CodeBlock value) {
        if (type instanceof Converted converted) {
            return toMemory(converted.wire(), at, offset, converted(converted, value));
        }
        CodeBlock place = LiftWriter.place(at, offset);
        if (isContents(type)) {
            return CodeBlock.of("out.pair($L, $L)", place, pair(type, value));
        }
        if (type instanceof HostType simple) {
            return CodeBlock.of("out.$N($L, $L)", simple.argument(), place, value);
        }
        if (type instanceof Enumeration || type instanceof Flags) {
            return CodeBlock.of("out.$N($L, $L)", LiftWriter.accessor(type.layout()), place, single(type, value, OUT));
        }
        if (type instanceof Handle || type instanceof FunctionPointer) {
            return CodeBlock.of("out.i32($L, $L)", place, single(type, value, OUT));
        }
        return CodeBlock.of(
                "$N(out, $L, $L)", helpers.method("lower", type, method -> memoryMethod(method, type)), place, value);
    }

    private static boolean isContents(BorderType type) {
        return type instanceof Sequence || type == HostType.STRING || type == HostType.BYTES;
    }

    // A pointer and a length, as one number.
    private CodeBlock pair(BorderType type, CodeBlock value) {
        if (type instanceof HostType simple) {
            return CodeBlock.of("out.$N($L)", simple.argument(), value);
        }
        Sequence sequence = (Sequence) type;
        return sequence.form() == Sequence.Form.ARRAY
                ? CodeBlock.of("out.$N($L)", LiftWriter.arrayAccessor(sequence), value)
                : CodeBlock.of(
                        "$N(out, $L)", helpers.method("lower", type, method -> elements(method, sequence)), value);
    }

    // private static void lowerPoint(Lower out, long at, Point value) {
    //     Lower.present(value, "Point");
    //     out.i32(at, value.x());
    //     out.i32(at + 4, value.y());
    // }
    private MethodSpec memoryMethod(MethodSpec.Builder method, BorderType type) {
        method.addParameter(LOWER, "out").addParameter(long.class, "at").addParameter(JavaTypes.of(type), "value");
        method.addStatement("$L", present(type, CodeBlock.of("value")));
        if (type instanceof RecordType fields) {
            fields(method, fields, 0, "value");
        } else if (type instanceof Option option) {
            option(method, option);
        } else {
            cases(method, (Variant) type);
        }
        return method.build();
    }

    private void fields(MethodSpec.Builder method, RecordType type, int offset, String value) {
        for (int i = 0; i < type.fields().size(); i++) {
            BorderType.Field field = type.fields().get(i);
            CodeBlock part = CodeBlock.of("$N.$N()", value, field.name());
            method.addStatement(
                    "$L", toMemory(field.type(), "at", offset + type.offsets().get(i), part));
        }
    }

    // private static long lowerPointList(Lower out, List<Point> value) {
    //     List<Point> elements = Lower.elements(value);
    //     long place = out.list(elements.size(), 8, 4);
    //     long at = place;
    //     for (Point each : elements) {
    //         lowerPoint(out, at, each);
    //         at += 8;
    //     }
    //     return Lower.pair(place, elements.size());
    // }
    private MethodSpec elements(MethodSpec.Builder method, Sequence type) {
        Layout element = type.element().layout();
        return method.returns(long.class)
                .addParameter(LOWER, "out")
                .addParameter(JavaTypes.of(type), "value")
                .addStatement("$T elements = $T.elements(value)", JavaTypes.of(type), LOWER)
                .addStatement("long place = out.list(elements.size(), $L, $L)", element.size(), element.alignment())
                .addStatement("long at = place")
                .beginControlFlow("for ($T each : elements)", JavaTypes.of(type.element()))
                .addStatement("$L", toMemory(type.element(), "at", 0, CodeBlock.of("each")))
                .addStatement("at += $L", element.size())
                .endControlFlow()
                .addStatement("return $T.pair(place, elements.size())", LOWER)
                .build();
    }

    private void option(MethodSpec.Builder method, Option type) {
        method.beginControlFlow("if (value.isEmpty())")
                .addStatement("$L", number(type, 0))
                .nextControlFlow("else")
                .addStatement("$L", number(type, 1))
                .addStatement("$L", toMemory(type.value(), "at", type.payloadOffset(), CodeBlock.of("value.get()")))
                .endControlFlow();
    }

    // if (value instanceof Circle circle) {
    //     out.u8(at, 0);
    //     out.f64(at + 8, circle.radius());
    // } else if (value instanceof Square square) { … }
    private void cases(MethodSpec.Builder method, Variant type) {
        for (int i = 0; i < type.cases().size(); i++) {
            RecordType each = type.cases().get(i);
            String name = "case" + i;
            String test = each.fields().isEmpty() ? "if (value instanceof $T)" : "if (value instanceof $T $N)";
            Object[] arguments = each.fields().isEmpty()
                    ? new Object[] {JavaTypes.of(each)}
                    : new Object[] {JavaTypes.of(each), name};
            if (i == 0) {
                method.beginControlFlow(test, arguments);
            } else {
                method.nextControlFlow("else " + test, arguments);
            }
            method.addStatement("$L", number(type, i));
            fields(method, each, type.payloadOffset(), name);
        }
        method.endControlFlow();
    }

    /** A statement that stores which case it is. */
    static CodeBlock number(Choice type, int number) {
        return CodeBlock.of("out.$N(at, $L)", LiftWriter.accessor(type.number()), number);
    }

    // ---- as values of WebAssembly's ----

    /** Statements that put a value into {@code flat}, from a slot on; {@code names} gives out variables. */
    void toSlots(CodeBlock.Builder code, BorderType type, int slot, CodeBlock value, Identifiers names) {
        if (type instanceof Converted converted) {
            toSlots(code, converted.wire(), slot, converted(converted, value), names);
        } else if (type instanceof External) {
            code.addStatement("flat.i64($L, frame.externalBits($L))", slot, value);
        } else if (isContents(type)) {
            code.addStatement("flat.pair($L, $L)", slot, pair(type, value));
        } else if (type instanceof HostType
                || type instanceof Enumeration
                || type instanceof Flags
                || type instanceof FunctionPointer
                || type instanceof Handle) {
            code.addStatement("flat.$N($L, $L)", flatAccessor(type), slot, single(type, value, OUT));
        } else {
            String name = names.unique("part");
            code.addStatement("$T $N = $L", JavaTypes.of(type), name, present(type, value));
            partsToSlots(code, type, slot, name, names);
        }
    }

    private static String flatAccessor(BorderType type) {
        if (type == HostType.BOOLEAN) {
            return "bool";
        }
        return type.layout().flat().get(0).toString();
    }

    private void partsToSlots(CodeBlock.Builder code, BorderType type, int slot, String name, Identifiers names) {
        if (type instanceof RecordType fields) {
            fieldsToSlots(code, fields, slot, name, names);
        } else if (type instanceof Option option) {
            code.beginControlFlow("if ($N.isPresent())", name).addStatement("flat.i32($L, 1)", slot);
            toSlots(code, option.value(), slot + 1, CodeBlock.of("$N.get()", name), names);
            code.endControlFlow();
        } else {
            casesToSlots(code, (Variant) type, slot, name, names);
        }
    }

    private void fieldsToSlots(CodeBlock.Builder code, RecordType type, int slot, String name, Identifiers names) {
        int next = slot;
        for (BorderType.Field field : type.fields()) {
            toSlots(code, field.type(), next, CodeBlock.of("$N.$N()", name, field.name()), names);
            next += field.type().layout().flat().size();
        }
    }

    private void casesToSlots(CodeBlock.Builder code, Variant type, int slot, String name, Identifiers names) {
        for (int i = 0; i < type.cases().size(); i++) {
            RecordType each = type.cases().get(i);
            String own = names.unique("each");
            CodeBlock test = each.fields().isEmpty()
                    ? CodeBlock.of("if ($N instanceof $T)", name, JavaTypes.of(each))
                    : CodeBlock.of("if ($N instanceof $T $N)", name, JavaTypes.of(each), own);
            if (i == 0) {
                code.beginControlFlow("$L", test);
            } else {
                code.nextControlFlow("else $L", test);
            }
            code.addStatement("flat.i32($L, $L)", slot, i);
            fieldsToSlots(code, each, slot + 1, own, names);
        }
        code.endControlFlow();
    }
}
