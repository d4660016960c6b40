package dev.hostcall.integration.border;

import dev.hostcall.integration.border.CanonicalTypes.Outcome;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values as a C program writes them that includes a generated header. */
@SuppressWarnings("EnumOrdinal") // as WIT numbers cases
final class CValues {
    private CValues() {}

    /** The name of a type in the header. */
    static String name(Type type) {
        Class<?> raw = CanonicalTypes.raw(type);
        if (raw == String.class) {
            return "hostcall_string";
        }
        if (raw == byte[].class) {
            return "hostcall_bytes";
        }
        if (raw.isArray() || raw == List.class) {
            return prefixed(CanonicalTypes.argument(type)) + "_list";
        }
        if (raw == Optional.class) {
            return prefixed(CanonicalTypes.argument(type)) + "_option";
        }
        if (raw == EnumSet.class) {
            return name(CanonicalTypes.argument(type)) + "_set";
        }
        return isNumber(raw) ? number(raw) : raw.getCanonicalName().replace('.', '_');
    }

    private static boolean isNumber(Class<?> raw) {
        return raw.isPrimitive() || (!raw.isArray() && raw.getPackageName().equals("java.lang"));
    }

    private static String prefixed(Type type) {
        return CanonicalTypes.raw(type) != String.class && isNumber(CanonicalTypes.raw(type))
                ? "hostcall_" + name(type)
                : name(type);
    }

    private static String number(Class<?> raw) {
        String name = raw.getSimpleName().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "boolean" -> "bool";
            case "byte" -> "int8_t";
            case "short" -> "int16_t";
            case "int", "integer" -> "int32_t";
            case "long" -> "int64_t";
            default -> name;
        };
    }

    /** What initializes a constant of a type. */
    static String initializer(Type type, Object value) {
        if (value instanceof Outcome outcome) {
            throw new IllegalArgumentException("the types of its cases are needed: " + outcome);
        }
        if (value instanceof String text) {
            return sequence("char", byte[].class, text.getBytes(StandardCharsets.UTF_8));
        }
        if (value.getClass().isArray()) {
            Class<?> element = value.getClass().getComponentType();
            return sequence(element == byte.class ? "uint8_t" : name(element), value.getClass(), value);
        }
        if (value instanceof List<?> list) {
            return sequence(name(CanonicalTypes.argument(type)), type, list.toArray());
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(of -> "{true, %s}".formatted(initializer(CanonicalTypes.argument(type), of)))
                    .orElse("{false}");
        }
        if (value instanceof EnumSet<?> set) {
            return "%du"
                    .formatted(
                            set.stream().mapToLong(each -> 1L << each.ordinal()).sum());
        }
        if (value instanceof Enum<?> constant) {
            return String.valueOf(constant.ordinal());
        }
        if (CanonicalTypes.raw(type).isSealed()) {
            List<Class<?>> cases = List.of(CanonicalTypes.raw(type).getPermittedSubclasses());
            String payload = value.getClass().getRecordComponents().length == 0
                    ? ""
                    : ", .is = {.%s = %s}".formatted(value.getClass().getSimpleName(), components(value));
            return "{.number = %d%s}".formatted(cases.indexOf(value.getClass()), payload);
        }
        return value instanceof Record ? components(value) : literal(value);
    }

    /** The same of what a method gives that may fail. */
    static String outcome(CanonicalTypes.Result type, Outcome outcome) {
        List<Type> of = outcome.failed() ? type.error() : type.ok();
        String value = of.isEmpty()
                ? ""
                : ", .is = {.%s = %s}"
                        .formatted(
                                outcome.failed() ? "error" : "ok",
                                initializer(of.get(0), outcome.value().get(0)));
        return "{.is_error = %b%s}".formatted(outcome.failed(), value);
    }

    private static String sequence(String element, Type type, Object array) {
        int length = Array.getLength(array);
        if (length == 0) {
            return "{0, 0}";
        }
        Type of = CanonicalTypes.argument(type);
        return IntStream.range(0, length)
                .mapToObj(i -> initializer(of, Array.get(array, i)))
                .collect(Collectors.joining(", ", "{(const %s[]) {".formatted(element), "}, %d}".formatted(length)));
    }

    private static String components(Object value) {
        return Arrays.stream(value.getClass().getRecordComponents())
                .map(component -> initializer(component.getGenericType(), read(component, value)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Object read(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record cannot be read", e);
        }
    }

    private static String literal(Object number) {
        if (number instanceof Float f32) {
            return Float.toHexString(f32) + "f";
        }
        if (number instanceof Double f64) {
            return Double.toHexString(f64);
        }
        return number instanceof Long i64 ? "(int64_t) 0x%xull".formatted(i64) : number.toString();
    }
}
