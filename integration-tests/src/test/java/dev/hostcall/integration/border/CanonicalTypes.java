package dev.hostcall.integration.border;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** How the component model's canonical ABI lays out the Java types that stand for its own, by reflection. */
@SuppressWarnings("EnumOrdinal") // as WIT numbers cases
final class CanonicalTypes {
    private CanonicalTypes() {}

    static long alignment(Type type) {
        return switch (kind(type)) {
            case NUMBER -> numberSize(type);
            case LIST -> 4;
            case RECORD ->
                fields(type).stream().mapToLong(CanonicalTypes::alignment).max().orElse(1);
            case FLAGS -> flagsSize(type);
            case ENUM -> discriminantSize(raw(type).getEnumConstants().length);
            case OPTION, VARIANT ->
                Math.max(
                        discriminantSize(cases(type).size()),
                        cases(type).stream()
                                .flatMap(List::stream)
                                .mapToLong(CanonicalTypes::alignment)
                                .max()
                                .orElse(1));
        };
    }

    static long size(Type type) {
        return switch (kind(type)) {
            case NUMBER -> numberSize(type);
            case LIST -> 8;
            case RECORD -> align(end(0, fields(type)), alignment(type));
            case FLAGS, ENUM -> alignment(type);
            case OPTION, VARIANT -> {
                long most = cases(type).stream()
                        .mapToLong(fields -> align(
                                end(0, fields),
                                fields.stream()
                                        .mapToLong(CanonicalTypes::alignment)
                                        .max()
                                        .orElse(1)))
                        .max()
                        .orElse(0);
                yield align(payload(type) + most, alignment(type));
            }
        };
    }

    static long end(long start, List<Type> fields) {
        long end = start;
        for (Type field : fields) {
            end = align(end, alignment(field)) + size(field);
        }
        return end;
    }

    static long payload(Type type) {
        long alignment = cases(type).stream()
                .flatMap(List::stream)
                .mapToLong(CanonicalTypes::alignment)
                .max()
                .orElse(1);
        return align(discriminantSize(cases(type).size()), alignment);
    }

    /**
     * What a method gives that may fail: WIT's {@code result}, whose value is an {@link Outcome}.
     *
     * @param ok the type of what it returns, or none
     * @param error the type of what its exception tells, or none
     */
    record Result(List<Type> ok, List<Type> error) implements Type {}

    /**
     * What a call gave.
     *
     * @param failed whether that is an error
     * @param value what it is, or nothing
     */
    record Outcome(boolean failed, List<Object> value) {}

    enum Kind {
        NUMBER,
        LIST,
        RECORD,
        FLAGS,
        ENUM,
        OPTION,
        VARIANT
    }

    static Kind kind(Type type) {
        if (type instanceof Result) {
            return Kind.VARIANT;
        }
        Class<?> raw = raw(type);
        if (raw.isArray() || raw == List.class || raw == String.class) {
            return Kind.LIST;
        }
        if (raw == Optional.class) {
            return Kind.OPTION;
        }
        if (raw == EnumSet.class) {
            return Kind.FLAGS;
        }
        return raw.isRecord() ? Kind.RECORD : raw.isEnum() ? Kind.ENUM : raw.isSealed() ? Kind.VARIANT : Kind.NUMBER;
    }

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType of ? (Class<?>) of.getRawType() : (Class<?>) type;
    }

    static Type argument(Type type) {
        return type instanceof ParameterizedType of
                ? of.getActualTypeArguments()[0]
                : raw(type).getComponentType();
    }

    static List<Type> fields(Type type) {
        return Arrays.stream(raw(type).getRecordComponents())
                .map(RecordComponent::getGenericType)
                .toList();
    }

    static List<List<Type>> cases(Type type) {
        if (type instanceof Result result) {
            return List.of(result.ok(), result.error());
        }
        return kind(type) == Kind.OPTION
                ? List.of(List.of(), List.of(argument(type)))
                : Arrays.stream(raw(type).getPermittedSubclasses())
                        .map(CanonicalTypes::fields)
                        .toList();
    }

    static int numberSize(Type type) {
        return switch (raw(type).getSimpleName().toLowerCase(java.util.Locale.ROOT)) {
            case "byte", "boolean" -> 1;
            case "short" -> 2;
            case "int", "integer", "float" -> 4;
            default -> 8;
        };
    }

    static int discriminantSize(int cases) {
        return cases <= 256 ? 1 : cases <= 65_536 ? 2 : 4;
    }

    static int flagsSize(Type type) {
        int constants = raw(argument(type)).getEnumConstants().length;
        return constants <= 8 ? 1 : constants <= 16 ? 2 : 4;
    }

    static Type elementType(Type list) {
        return raw(list) == String.class ? byte.class : argument(list);
    }

    // ---- as values of WebAssembly ----

    /** The types of those values, as the text format names them. */
    static List<String> flatTypes(Type type) {
        return switch (kind(type)) {
            case NUMBER -> List.of(numberType(type));
            case ENUM, FLAGS -> List.of("i32");
            case LIST -> List.of("i32", "i32");
            case RECORD -> flatTypes(fields(type));
            case OPTION, VARIANT -> {
                List<String> joined = new ArrayList<>(List.of("i32"));
                for (List<Type> each : cases(type)) {
                    List<String> flat = flatTypes(each);
                    for (int i = 0; i < flat.size(); i++) {
                        if (i + 1 == joined.size()) {
                            joined.add(flat.get(i));
                        } else if (!joined.get(i + 1).equals(flat.get(i))) {
                            boolean isNarrow = (joined.get(i + 1) + flat.get(i)).matches("[if]32[if]32");
                            joined.set(i + 1, isNarrow ? "i32" : "i64");
                        }
                    }
                }
                yield joined;
            }
        };
    }

    static List<String> flatTypes(List<Type> types) {
        return types.stream().flatMap(type -> flatTypes(type).stream()).toList();
    }

    static String numberType(Type type) {
        String name = raw(type).getSimpleName().toLowerCase(java.util.Locale.ROOT);
        return switch (name) {
            case "float" -> "f32";
            case "double" -> "f64";
            case "long" -> "i64";
            default -> "i32";
        };
    }

    static long align(long offset, long alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }
}
