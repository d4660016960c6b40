package dev.hostcall.integration.border;

import static dev.hostcall.integration.border.CanonicalTypes.align;
import static dev.hostcall.integration.border.CanonicalTypes.alignment;
import static dev.hostcall.integration.border.CanonicalTypes.argument;
import static dev.hostcall.integration.border.CanonicalTypes.cases;
import static dev.hostcall.integration.border.CanonicalTypes.discriminantSize;
import static dev.hostcall.integration.border.CanonicalTypes.elementType;
import static dev.hostcall.integration.border.CanonicalTypes.fields;
import static dev.hostcall.integration.border.CanonicalTypes.flagsSize;
import static dev.hostcall.integration.border.CanonicalTypes.flatTypes;
import static dev.hostcall.integration.border.CanonicalTypes.kind;
import static dev.hostcall.integration.border.CanonicalTypes.numberSize;
import static dev.hostcall.integration.border.CanonicalTypes.payload;
import static dev.hostcall.integration.border.CanonicalTypes.raw;
import static dev.hostcall.integration.border.CanonicalTypes.size;

import dev.hostcall.integration.border.CanonicalTypes.Outcome;
import dev.hostcall.integration.border.CanonicalTypes.Result;
import dev.hostcall.runtime.Memory;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
                while (flat.size() < flatTypes(type).size()) {
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
