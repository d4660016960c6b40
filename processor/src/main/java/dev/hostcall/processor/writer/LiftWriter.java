package dev.hostcall.processor.writer;

import static dev.hostcall.processor.writer.JavaTypes.LIFT;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Choice;
import dev.hostcall.processor.model.BorderType.Converted;
import dev.hostcall.processor.model.BorderType.Enumeration;
import dev.hostcall.processor.model.BorderType.External;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.BorderType.Flags;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.BorderType.Option;
import dev.hostcall.processor.model.BorderType.RecordType;
import dev.hostcall.processor.model.BorderType.Sequence;
import dev.hostcall.processor.model.BorderType.Variant;
import dev.hostcall.processor.model.Direction;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Layout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Writes how values that guests pass become Java's: expressions, and methods for what is in memory. */
final class LiftWriter {
    private final Helpers helpers;
    private final String frame;
    private final Handles handles;

    /** What is done with handles of resources. */
    enum Handles {
        /** They are looked up. */
        BORROWED,
        /** They are lent to the call, or taken, as their type says. */
        LENT,
        /** They are taken, whatever their type says: as results are. */
        TAKEN
    }

    LiftWriter(Helpers helpers, String frame, Handles handles) {
        this.helpers = helpers;
        this.frame = frame;
        this.handles = handles;
    }

    // ---- passed as values of WebAssembly ----

    /** A value whose first part is in a slot; {@code in} is the variable of the {@code Lift}. */
    CodeBlock fromSlots(BorderType type, int slot) {
        if (type instanceof External external) {
            return external(external, slot, "a result");
        }
        if (type instanceof Converted converted) {
            return converted(converted, fromSlots(converted.wire(), slot));
        }
        if (type instanceof HostType simple) {
            return fromSlots(simple, slot);
        }
        if (type instanceof Sequence sequence) {
            return list(sequence, i32(slot), i32(slot + 1));
        }
        if (type instanceof Enumeration || type instanceof Flags) {
            return constants(type, i32(slot));
        }
        if (type instanceof RecordType fields) {
            return recordFromSlots(fields, slot);
        }
        if (type instanceof Handle handle) {
            return handles == Handles.BORROWED
                    ? CodeBlock.of("$N.borrowed($L, $N)", frame, slot, helpers.resource(handle))
                    : handle(handle, i32(slot));
        }
        if (type instanceof Option option) {
            return option(i32(slot), fromSlots(option.value(), slot + 1));
        }
        Variant variant = (Variant) type;
        List<CodeBlock> cases = variant.cases().stream()
                .map(each -> recordFromSlots(each, slot + 1))
                .toList();
        return CodeBlock.of("$L", switched(variant, i32(slot), cases));
    }

    /** An object that a guest has passed a reference to; messages call it by a name. */
    CodeBlock external(External type, int slot, String name) {
        return CodeBlock.of("$N.external($L, $T.class, $S)", frame, slot, JavaTypes.of(type), name);
    }

    private CodeBlock i32(int slot) {
        return CodeBlock.of("$N.i32($L)", frame, slot);
    }

    private CodeBlock fromSlots(HostType type, int slot) {
        return switch (type) {
            case BYTE, UNSIGNED_BYTE -> CodeBlock.of("(byte) $L", i32(slot));
            case SHORT, UNSIGNED_SHORT -> CodeBlock.of("(short) $L", i32(slot));
            case UNSIGNED_LONG -> CodeBlock.of("$N.i64($L)", frame, slot);
            case CODE_POINT -> CodeBlock.of("$T.codePoint($L)", LIFT, i32(slot));
            case STRING, BYTES, SLICE -> CodeBlock.of("in.$N($L, $L)", type.argument(), i32(slot), i32(slot + 1));
            case VMCTX, MEMORY -> CodeBlock.of("$N.$N()", frame, type.argument());
            default -> CodeBlock.of("$N.$N($L)", frame, type.argument(), slot);
        };
    }

    private CodeBlock recordFromSlots(RecordType type, int slot) {
        List<CodeBlock> fields = new ArrayList<>();
        int next = slot;
        for (Field field : type.fields()) {
            fields.add(fromSlots(field.type(), next));
            next += field.type().layout().flat().size();
        }
        return made(type, fields);
    }

    // ---- in memory ----

    /** A value that begins so many bytes behind an address. */
    CodeBlock fromMemory(BorderType type, String at, int offset) {
        if (type instanceof Converted converted) {
            return converted(converted, fromMemory(converted.wire(), at, offset));
        }
        CodeBlock place = place(at, offset);
        if (type instanceof HostType simple) {
            return fromMemory(simple, at, offset);
        }
        if (type instanceof Sequence sequence) {
            return list(sequence, word(at, offset), word(at, offset + 4));
        }
        if (type instanceof Enumeration || type instanceof Flags) {
            return constants(type, number(type.layout(), place));
        }
        if (type instanceof Handle handle) {
            return handle(handle, word(at, offset));
        }
        return CodeBlock.of("$N(in, $L)", helpers.method("lift", type, method -> memoryMethod(method, type)), place);
    }

    private CodeBlock fromMemory(HostType type, String at, int offset) {
        return switch (type) {
            case STRING, BYTES, SLICE ->
                CodeBlock.of("in.$N($L, $L)", type.argument(), word(at, offset), word(at, offset + 4));
            case VMCTX, MEMORY -> CodeBlock.of("$N.$N()", frame, type.argument());
            default -> CodeBlock.of("in.$N($L)", type.argument(), place(at, offset));
        };
    }

    static CodeBlock place(String at, int offset) {
        return offset == 0 ? CodeBlock.of("$N", at) : CodeBlock.of("$N + $L", at, offset);
    }

    private static CodeBlock word(String at, int offset) {
        return CodeBlock.of("in.i32($L)", place(at, offset));
    }

    // A discriminant or flags, of one, two or four bytes.
    private static CodeBlock number(Layout layout, CodeBlock place) {
        return CodeBlock.of("in.$N($L)", accessor(layout), place);
    }

    static String accessor(Layout number) {
        return number.size() == 1 ? "u8" : number.size() == 2 ? "u16" : "i32";
    }

    // private static Point liftPoint(Lift in, long at) {
    //     return new Point(in.i32(at), in.i32(at + 4));
    // }
    private MethodSpec memoryMethod(MethodSpec.Builder method, BorderType type) {
        return method.returns(JavaTypes.of(type))
                .addParameter(LIFT, "in")
                .addParameter(long.class, "at")
                .addStatement("return $L", parts(type))
                .build();
    }

    private CodeBlock parts(BorderType type) {
        if (type instanceof RecordType fields) {
            return recordFromMemory(fields, 0);
        }
        Choice choice = (Choice) type;
        CodeBlock number = number(choice.number(), CodeBlock.of("at"));
        if (choice instanceof Option option) {
            return option(number, fromMemory(option.value(), "at", option.payloadOffset()));
        }
        Variant variant = (Variant) choice;
        List<CodeBlock> cases = variant.cases().stream()
                .map(each -> recordFromMemory(each, variant.payloadOffset()))
                .toList();
        return switched(variant, number, cases);
    }

    private CodeBlock recordFromMemory(RecordType type, int offset) {
        List<CodeBlock> fields = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            fields.add(fromMemory(
                    type.fields().get(i).type(), "at", offset + type.offsets().get(i)));
        }
        return made(type, fields);
    }

    // ---- either way ----

    // Lift.converted(UuidConverter.fromGuest(in.string(frame.i32(0), frame.i32(1))), "UuidConverter")
    private static CodeBlock converted(Converted type, CodeBlock wire) {
        return CodeBlock.of(
                "$T.converted($T.$N($L), $S)",
                LIFT,
                JavaTypes.of(type.converter()),
                Direction.FROM_GUEST.method(),
                wire,
                type.converter().displayName());
    }

    private static CodeBlock made(RecordType type, List<CodeBlock> fields) {
        return CodeBlock.of("new $T($L)", JavaTypes.of(type), CodeBlock.join(fields, ",$W"));
    }

    private CodeBlock constants(BorderType type, CodeBlock number) {
        if (type instanceof Flags flags) {
            return CodeBlock.of(
                    "$T.flags($L, $T.allOf($T.class))", LIFT, number, EnumSet.class, JavaTypes.of(flags.of()));
        }
        Enumeration constants = (Enumeration) type;
        return CodeBlock.of("$T.constant($L, $N, $S)", LIFT, number, helpers.constants(constants), type.simpleName());
    }

    private CodeBlock handle(Handle type, CodeBlock number) {
        if (type.resource().isOfGuest()) {
            ClassName guest = JavaTypes.guestOf(type);
            return CodeBlock.of(
                    "new $T(in.caller($T.class), in.held($L, $N))",
                    guest.nestedClass(JavaTypes.handleName(type)),
                    guest,
                    number,
                    helpers.resource(type));
        }
        boolean isTaken = handles == Handles.TAKEN || type.ownership() == Ownership.OWNED;
        return CodeBlock.of("in.$N($L, $N)", isTaken ? "owned" : "borrowed", number, helpers.resource(type));
    }

    private static CodeBlock option(CodeBlock number, CodeBlock value) {
        return CodeBlock.of(
                "$1T.discriminant($2L, 2, $3S) == 0 ? $4T.empty() : $4T.of($5L)",
                LIFT,
                number,
                "Optional",
                Optional.class,
                value);
    }

    // switch (Lift.discriminant(in.u8(at), 2, "Shape")) {
    //     case 0 -> new Circle(in.f64(at + 8));
    //     default -> new Square(in.f64(at + 8));
    // }
    private static CodeBlock switched(Variant type, CodeBlock number, List<CodeBlock> cases) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add("switch ($T.discriminant($L, $L, $S)) {\n$>", LIFT, number, cases.size(), type.simpleName());
        for (int i = 0; i < cases.size(); i++) {
            String label = i == cases.size() - 1 ? "default" : "case " + i;
            code.add("$L -> $L;\n", label, cases.get(i));
        }
        return code.add("$<}").build();
    }

    private CodeBlock list(Sequence type, CodeBlock pointer, CodeBlock length) {
        if (type.form() == Sequence.Form.ARRAY) {
            return CodeBlock.of("in.$N($L, $L)", arrayAccessor(type), pointer, length);
        }
        return CodeBlock.of(
                "$N(in, $L, $L)", helpers.method("lift", type, method -> listMethod(method, type)), pointer, length);
    }

    static String arrayAccessor(Sequence array) {
        return array.element() == HostType.CODE_POINT
                ? "codePoints"
                : array.element() == HostType.BOOLEAN ? "bools" : JavaTypes.of(array.element()) + "s";
    }

    // private static List<Point> liftPointList(Lift in, int pointer, int length) {
    //     long at = in.list(pointer, length, 8, 4);
    //     int count = Lift.length(length);
    //     List<Point> elements = new ArrayList<>(count);
    //     for (int i = 0; i < count; i++, at += 8) {
    //         elements.add(liftPoint(in, at));
    //     }
    //     return elements;
    // }
    private MethodSpec listMethod(MethodSpec.Builder method, Sequence type) {
        Layout element = type.element().layout();
        return method.returns(JavaTypes.of(type))
                .addParameter(LIFT, "in")
                .addParameter(int.class, "pointer")
                .addParameter(int.class, "length")
                .addStatement("long at = in.list(pointer, length, $L, $L)", element.size(), element.alignment())
                .addStatement("int count = $T.length(length)", LIFT)
                .addStatement("$T elements = new $T<>(count)", JavaTypes.of(type), ArrayList.class)
                .beginControlFlow("for (int i = 0; i < count; i++, at += $L)", element.size())
                .addStatement("elements.add($L)", fromMemory(type.element(), "at", 0))
                .endControlFlow()
                .addStatement("return elements")
                .build();
    }
}
