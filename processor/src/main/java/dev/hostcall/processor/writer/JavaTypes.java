package dev.hostcall.processor.writer;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Converted;
import dev.hostcall.processor.model.BorderType.Enumeration;
import dev.hostcall.processor.model.BorderType.External;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.Flags;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.BorderType.Option;
import dev.hostcall.processor.model.BorderType.RecordType;
import dev.hostcall.processor.model.BorderType.Sequence;
import dev.hostcall.processor.model.BorderType.Variant;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.JavaType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Types of the model as generated code writes them. */
final class JavaTypes {
    private static final String SPI = "dev.hostcall.runtime.spi";
    private static final ClassName FUNCTION_REFERENCE = ClassName.get("dev.hostcall.runtime", "FunctionReference");
    static final ClassName SIGNATURE = ClassName.get("dev.hostcall.runtime", "Signature");
    static final ClassName CALLBACK = ClassName.get(SPI, "Callback");
    static final ClassName FLAT = ClassName.get(SPI, "Flat");
    static final ClassName FRAME = ClassName.get(SPI, "Frame");
    static final ClassName LIFT = ClassName.get(SPI, "Lift");
    static final ClassName LOWER = ClassName.get(SPI, "Lower");
    static final ClassName DISCARD = ClassName.get(SPI, "Discard");
    static final ClassName RESOURCE_TYPE = ClassName.get(SPI, "ResourceType");
    static final ClassName LOWERING = ClassName.get(SPI, "Lowering");

    private JavaTypes() {}

    static ClassName of(JavaClass type) {
        List<String> names = type.simpleNames();
        return ClassName.get(
                type.packageName(), names.get(0), names.subList(1, names.size()).toArray(String[]::new));
    }

    static TypeName of(BorderType type) {
        if (type instanceof HostType simple) {
            return of(simple);
        }
        if (type instanceof Sequence sequence) {
            return sequence.form() == Sequence.Form.ARRAY
                    ? ArrayTypeName.of(of(sequence.element()))
                    : ParameterizedTypeName.get(ClassName.get(List.class), boxed(sequence.element()));
        }
        if (type instanceof Option option) {
            return ParameterizedTypeName.get(ClassName.get(Optional.class), boxed(option.value()));
        }
        if (type instanceof Flags flags) {
            return ParameterizedTypeName.get(ClassName.get(EnumSet.class), of(flags.of()));
        }
        if (type instanceof RecordType fields) {
            return of(fields.javaClass());
        }
        if (type instanceof Enumeration constants) {
            return of(constants.javaClass());
        }
        if (type instanceof Variant variant) {
            return of(variant.javaClass());
        }
        if (type instanceof Handle handle) {
            return of(handle.javaClass());
        }
        if (type instanceof Converted converted) {
            return of(converted.type());
        }
        if (type instanceof External external) {
            return of(external.javaClass());
        }
        if (type instanceof FunctionPointer pointer) {
            return pointer.type().map(functional -> of(functional.javaClass())).orElse(FUNCTION_REFERENCE);
        }
        return ((Fallible) type).ok().map(JavaTypes::of).orElse(TypeName.VOID);
    }

    private static TypeName of(JavaType type) {
        return type.arguments().isEmpty()
                ? of(type.javaClass())
                : ParameterizedTypeName.get(
                        of(type.javaClass()),
                        type.arguments().stream().map(JavaTypes::of).toArray(TypeName[]::new));
    }

    private static TypeName of(HostType type) {
        return switch (type) {
            case VOID -> TypeName.VOID;
            case BYTE, UNSIGNED_BYTE -> TypeName.BYTE;
            case SHORT, UNSIGNED_SHORT -> TypeName.SHORT;
            case INT, UNSIGNED_INT, CODE_POINT -> TypeName.INT;
            case LONG, UNSIGNED_LONG -> TypeName.LONG;
            case FLOAT -> TypeName.FLOAT;
            case DOUBLE -> TypeName.DOUBLE;
            case BOOLEAN -> TypeName.BOOLEAN;
            case BYTES -> ArrayTypeName.of(byte.class);
            case STRING, SLICE, VMCTX, MEMORY -> ClassName.bestGuess(type.javaName());
        };
    }

    /** The simple name of the class that stands for objects of a resource that guests define. */
    static String handleName(Handle handle) {
        return handle.javaClass().simpleName() + "Handle";
    }

    /** The class that calls the guest which defines a resource. */
    static ClassName guestOf(Handle handle) {
        List<String> names = handle.javaClass().simpleNames();
        String simpleName = GuestInterface.generatedSimpleName(names.subList(0, names.size() - 1));
        return ClassName.get(handle.javaClass().packageName(), simpleName);
    }

    /** The type as an argument of another one. */
    static TypeName boxed(BorderType type) {
        TypeName name = of(type);
        return name.isPrimitive() || name.equals(TypeName.VOID) ? name.box() : name;
    }

    /** What names of generated methods and fields call it: {@code PointList}. */
    static String word(BorderType type) {
        if (type instanceof Sequence sequence) {
            return word(sequence.element()) + (sequence.form() == Sequence.Form.ARRAY ? "Array" : "List");
        }
        if (type instanceof Option option) {
            return "Optional" + word(option.value());
        }
        if (type instanceof Flags flags) {
            return word(flags.of()) + "Set";
        }
        if (type instanceof RecordType fields) {
            return fields.javaClass().simpleName();
        }
        if (type instanceof Enumeration constants) {
            return constants.javaClass().simpleName();
        }
        if (type instanceof Variant variant) {
            return variant.javaClass().simpleName();
        }
        if (type instanceof Handle handle) {
            return (handle.ownership() == Ownership.OWNED ? "Own" : "")
                    + handle.javaClass().simpleName();
        }
        if (type instanceof Converted converted) {
            return converted.type().javaClass().simpleName();
        }
        if (type instanceof External external) {
            return external.javaClass().simpleName();
        }
        if (type instanceof Fallible fallible) {
            return fallible.ok().map(JavaTypes::word).orElse("") + "Or"
                    + fallible.error().javaClass().simpleName();
        }
        String name = type.simpleName().replace("@", "").replace(" ", "").replace("[]", "s");
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
