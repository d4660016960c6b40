package dev.hostcall.integration.border;

import dev.hostcall.runtime.Memory;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The component model's canonical ABI once more, by reflection: what generated code is compared with. Where it needs memory of the
 * guest's, it takes the next bytes of a range that the guest itself leaves alone.
 */
@SuppressWarnings("EnumOrdinal") // as WIT numbers cases
final class Canonical {
    private final Memory memory;
    private long next;

    Canonical(Memory memory, long free) {
        this.memory = memory;
        this.next = free;
    }

    long take(long size, long alignment) {
        long at = align(next, alignment);
        next = at + size;
        return at;
    }

    private static long align(long offset, long alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }

    // ---- layout ----

    static long alignment(Type type) {
        return switch (kind(type)) {
            case NUMBER -> numberSize(type);
            case LIST -> 4;
            case RECORD ->
                fields(type).stream().mapToLong(Canonical::alignment).max().orElse(1);
            case FLAGS -> flagsSize(type);
            case ENUM -> discriminantSize(raw(type).getEnumConstants().length);
            case OPTION, VARIANT ->
                Math.max(
                        discriminantSize(cases(type).size()),
                        cases(type).stream()
                                .flatMap(List::stream)
                                .mapToLong(Canonical::alignment)
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
                                        .mapToLong(Canonical::alignment)
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

    private static long payload(Type type) {
        long alignment = cases(type).stream()
                .flatMap(List::stream)
                .mapToLong(Canonical::alignment)
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

    private enum Kind {
        NUMBER,
        LIST,
        RECORD,
        FLAGS,
        ENUM,
        OPTION,
        VARIANT
    }

    private static Kind kind(Type type) {
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

    private static List<Type> fields(Type type) {
        return Arrays.stream(raw(type).getRecordComponents())
                .map(RecordComponent::getGenericType)
                .toList();
    }

    private static List<List<Type>> cases(Type type) {
        if (type instanceof Result result) {
            return List.of(result.ok(), result.error());
        }
        return kind(type) == Kind.OPTION
                ? List.of(List.of(), List.of(argument(type)))
                : Arrays.stream(raw(type).getPermittedSubclasses())
                        .map(Canonical::fields)
                        .toList();
    }

    private static int numberSize(Type type) {
        return switch (raw(type).getSimpleName().toLowerCase(java.util.Locale.ROOT)) {
            case "byte", "boolean" -> 1;
            case "short" -> 2;
            case "int", "integer", "float" -> 4;
            default -> 8;
        };
    }

    private static int discriminantSize(int cases) {
        return cases <= 256 ? 1 : cases <= 65_536 ? 2 : 4;
    }

    private static int flagsSize(Type type) {
        int constants = raw(argument(type)).getEnumConstants().length;
        return constants <= 8 ? 1 : constants <= 16 ? 2 : 4;
    }

    // ---- into memory ----

    void store(Type type, Object value, long at) {
        switch (kind(type)) {
            case NUMBER -> write(at, numberSize(type), bits(value));
            case ENUM -> write(at, (int) size(type), ((Enum<?>) value).ordinal());
            case FLAGS -> write(at, flagsSize(type), flags(value));
            case LIST -> {
                List<Object> elements = elements(type, value);
                long place = storeElements(type, elements);
                memory.writeInt(at, (int) place);
                memory.writeInt(at + 4, elements.size());
            }
            case RECORD -> storeFields(fields(type), parts(value), at);
            case OPTION, VARIANT -> {
                int number = number(type, value);
                write(at, discriminantSize(cases(type).size()), number);
                storeFields(cases(type).get(number), parts(value), at + payload(type));
            }
        }
    }

    private long storeElements(Type type, List<Object> elements) {
        Type element = elementType(type);
        long place = take(size(element) * elements.size(), alignment(element));
        for (int i = 0; i < elements.size(); i++) {
            store(element, elements.get(i), place + i * size(element));
        }
        return place;
    }

    void storeFields(List<Type> types, List<Object> values, long at) {
        long end = at;
        for (int i = 0; i < types.size(); i++) {
            end = align(end, alignment(types.get(i)));
            store(types.get(i), values.get(i), end);
            end += size(types.get(i));
        }
    }

    private void write(long at, int size, long bits) {
        for (int i = 0; i < size; i++) {
            memory.writeByte(at + i, (byte) (bits >>> (8 * i)));
        }
    }

    static Type elementType(Type list) {
        return raw(list) == String.class ? byte.class : argument(list);
    }

    private static List<Object> elements(Type type, Object value) {
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        Object array = type == String.class ? ((String) value).getBytes(StandardCharsets.UTF_8) : value;
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> Array.get(array, i))
                .toList();
    }

    private static long bits(Object number) {
        if (number instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (number instanceof Float f32) {
            return Float.floatToRawIntBits(f32);
        }
        return number instanceof Double f64 ? Double.doubleToRawLongBits(f64) : ((Number) number).longValue();
    }

    private static long flags(Object set) {
        return ((EnumSet<?>) set)
                .stream().mapToLong(constant -> 1L << constant.ordinal()).sum();
    }

    private static int number(Type type, Object value) {
        if (value instanceof Outcome outcome) {
            return outcome.failed() ? 1 : 0;
        }
        return value instanceof Optional<?> optional
                ? (optional.isPresent() ? 1 : 0)
                : List.of(raw(type).getPermittedSubclasses()).indexOf(value.getClass());
    }

    private static List<Object> parts(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.<List<Object>>map(List::of).orElse(List.of());
        }
        if (value instanceof Outcome outcome) {
            return outcome.value();
        }
        try {
            List<Object> parts = new ArrayList<>();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                parts.add(component.getAccessor().invoke(value));
            }
            return parts;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record cannot be read", e);
        }
    }

    // ---- as values of WebAssembly ----

    /** The values that a type is passed as, each as the bits of an i64; a case has zeros where others have more. */
    List<Long> flatten(Type type, Object value) {
        return switch (kind(type)) {
            case NUMBER -> List.of(bits(value));
            case ENUM -> List.of((long) ((Enum<?>) value).ordinal());
            case FLAGS -> List.of(flags(value));
            case LIST -> {
                List<Object> elements = elements(type, value);
                yield List.of(storeElements(type, elements), (long) elements.size());
            }
            case RECORD -> flattenFields(fields(type), parts(value));
            case OPTION, VARIANT -> {
                int number = number(type, value);
                List<Long> flat = new ArrayList<>(List.of((long) number));
                List<Type> fields = cases(type).get(number);
                List<Long> payload = flattenFields(fields, parts(value));
                for (int i = 0; i < payload.size(); i++) {
                    boolean isWidened = flatTypes(type).get(i + 1).equals("i64")
                            && flatTypes(fields).get(i).endsWith("32");
                    flat.add(isWidened ? payload.get(i) & 0xffff_ffffL : payload.get(i));
                }
                while (flat.size() < flatCount(type)) {
                    flat.add(0L);
                }
                yield flat;
            }
        };
    }

    List<Long> flattenFields(List<Type> types, List<Object> values) {
        List<Long> flat = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            flat.addAll(flatten(types.get(i), values.get(i)));
        }
        return flat;
    }

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

    private static String numberType(Type type) {
        String name = raw(type).getSimpleName().toLowerCase(java.util.Locale.ROOT);
        return switch (name) {
            case "float" -> "f32";
            case "double" -> "f64";
            case "long" -> "i64";
            default -> "i32";
        };
    }

    static int flatCount(Type type) {
        return switch (kind(type)) {
            case NUMBER, ENUM, FLAGS -> 1;
            case LIST -> 2;
            case RECORD -> fields(type).stream().mapToInt(Canonical::flatCount).sum();
            case OPTION, VARIANT ->
                1
                        + cases(type).stream()
                                .mapToInt(fields -> fields.stream()
                                        .mapToInt(Canonical::flatCount)
                                        .sum())
                                .max()
                                .orElse(0);
        };
    }

    // ---- out of memory ----

    Object load(Type type, long at) {
        return switch (kind(type)) {
            case NUMBER -> number(type, read(at, numberSize(type)));
            case ENUM -> raw(type).getEnumConstants()[(int) read(at, (int) size(type))];
            case FLAGS -> set(raw(argument(type)), read(at, flagsSize(type)));
            case LIST -> loadList(type, Integer.toUnsignedLong(memory.readInt(at)), memory.readInt(at + 4));
            case RECORD -> made(raw(type), loadFields(fields(type), at));
            case OPTION -> read(at, 1) == 0 ? Optional.empty() : Optional.of(load(argument(type), at + payload(type)));
            case VARIANT -> {
                int number = (int) read(at, discriminantSize(cases(type).size()));
                List<Object> parts = loadFields(cases(type).get(number), at + payload(type));
                yield type instanceof Result
                        ? new Outcome(number == 1, parts)
                        : made(raw(type).getPermittedSubclasses()[number], parts);
            }
        };
    }

    private List<Object> loadFields(List<Type> types, long at) {
        List<Object> values = new ArrayList<>();
        long end = at;
        for (Type type : types) {
            end = align(end, alignment(type));
            values.add(load(type, end));
            end += size(type);
        }
        return values;
    }

    private Object loadList(Type type, long place, int length) {
        Type element = elementType(type);
        if (place % alignment(element) != 0) {
            throw new AssertionError(type + " at " + place);
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(load(element, place + i * size(element)));
        }
        if (raw(type) == List.class) {
            return elements;
        }
        Object array = Array.newInstance(raw(element), length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, elements.get(i));
        }
        return type == String.class ? new String((byte[]) array, StandardCharsets.UTF_8) : array;
    }

    private long read(long at, int size) {
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= (memory.readByte(at + i) & 0xffL) << (8 * i);
        }
        return bits;
    }

    private static Object number(Type type, long bits) {
        return switch (raw(type).getSimpleName().toLowerCase(java.util.Locale.ROOT)) {
            case "boolean" -> bits == 1;
            case "byte" -> (byte) bits;
            case "short" -> (short) bits;
            case "int", "integer" -> (int) bits;
            case "float" -> Float.intBitsToFloat((int) bits);
            case "double" -> Double.longBitsToDouble(bits);
            default -> bits;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an enum's own constants
    private static Object set(Class<?> of, long bits) {
        EnumSet set = EnumSet.noneOf((Class) of);
        Object[] constants = of.getEnumConstants();
        for (int i = 0; i < constants.length; i++) {
            if (((bits >>> i) & 1) != 0) {
                set.add(constants[i]);
            }
        }
        return set;
    }

    private static Object made(Class<?> type, List<Object> parts) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(parts.toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record cannot be read", e);
        }
    }
}
