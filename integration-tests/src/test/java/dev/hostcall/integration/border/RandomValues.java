package dev.hostcall.integration.border;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of any type that guests know. */
final class RandomValues {
    private static final int MOST_ELEMENTS = 4;

    private RandomValues() {}

    static Object of(Type type, Random random) {
        Class<?> raw = CanonicalTypes.raw(type);
        if (raw == String.class) {
            return text(random);
        }
        if (raw == List.class) {
            return elements(type, random);
        }
        if (raw == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(of(CanonicalTypes.argument(type), random));
        }
        if (raw == EnumSet.class) {
            return set(CanonicalTypes.raw(CanonicalTypes.argument(type)), random);
        }
        if (raw.isArray()) {
            return array(type, random);
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
        }
        if (raw.isSealed()) {
            return of(raw.getPermittedSubclasses()[random.nextInt(raw.getPermittedSubclasses().length)], random);
        }
        return raw.isRecord() ? made(raw, random) : number(raw, random);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(MOST_ELEMENTS), 1, 0x11_0000)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static List<Object> elements(Type type, Random random) {
        return IntStream.range(0, random.nextInt(MOST_ELEMENTS))
                .mapToObj(i -> of(CanonicalTypes.argument(type), random))
                .toList();
    }

    private static Object array(Type type, Random random) {
        List<Object> elements = elements(type, random);
        Object array = Array.newInstance(CanonicalTypes.raw(CanonicalTypes.argument(type)), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an enum's own constants
    private static Object set(Class<?> of, Random random) {
        EnumSet set = EnumSet.noneOf((Class) of);
        Arrays.stream(of.getEnumConstants()).filter(any -> random.nextBoolean()).forEach(set::add);
        return set;
    }

    private static Object made(Class<?> type, Random random) {
        Object[] parts = Arrays.stream(type.getRecordComponents())
                .map(component -> part(component, random))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record cannot be made", e);
        }
    }

    private static Object part(RecordComponent component, Random random) {
        return named(component.getName(), component.getGenericType(), random);
    }

    /** A value for what has a name: a letter is a code point. */
    static Object named(String name, Type type, Random random) {
        return name.startsWith("letter") ? (Object) random.nextInt(0xd800) : of(type, random);
    }

    private static Object number(Class<?> type, Random random) {
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "boolean" -> random.nextBoolean();
            case "byte" -> (byte) random.nextInt();
            case "short" -> (short) random.nextInt();
            case "int", "integer" -> random.nextInt();
            case "float" -> random.nextFloat();
            case "double" -> random.nextGaussian();
            default -> random.nextLong();
        };
    }
}
