package dev.hostcall.integration.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a generated module consists of, before its functions have bodies. */
final class Shape {
    static final int FUEL = 0; // the global that bounds its loops and calls
    static final int TABLE_SIZE = 12;
    static final int REFERENCES = 0; // the table of functions; TABLE 1 holds external references
    static final int SEGMENT_SIZE = 40;
    static final int SEGMENTS = 2; // of data, and of elements, both passive

    /** A function's type. */
    record Signature(List<Type> parameters, List<Type> results) {}

    /** A global variable. */
    record Global(Type type, boolean isMutable, long bits) {}

    /** The hostcalls that {@link Host} has. */
    static final Map<String, Signature> HOSTCALLS = hostcalls();

    private final Map<Signature, Integer> types = new LinkedHashMap<>();
    final List<Signature> functions = new ArrayList<>(HOSTCALLS.values()); // the imported ones first
    final List<Global> globals = new ArrayList<>();
    final List<Integer> elements = new ArrayList<>(); // function indices, -1 for none
    final boolean exportsTables;
    final boolean hasStart;

    Shape(Random random) {
        for (int count = 5 + random.nextInt(6), i = 0; i < count; i++) {
            functions.add(new Signature(some(random, 4), some(random, 3)));
        }
        hasStart = random.nextInt(3) == 0;
        if (hasStart) {
            functions.add(new Signature(List.of(), List.of()));
        }
        globals.add(new Global(Type.I32, true, 40));
        for (int i = 0; i < 6; i++) {
            Type type = Type.number(random);
            globals.add(new Global(type, random.nextInt(4) != 0, type.edge(random)));
        }
        for (int i = 0; i < TABLE_SIZE; i++) {
            elements.add(random.nextInt(5) == 0 ? -1 : random.nextInt(functions.size()));
        }
        exportsTables = random.nextBoolean();
        functions.forEach(this::type);
    }

    private static Map<String, Signature> hostcalls() {
        Map<String, Signature> all = new LinkedHashMap<>();
        all.put("note_i32", new Signature(List.of(Type.I32), List.of()));
        all.put("note_i64", new Signature(List.of(Type.I64), List.of()));
        all.put("note_f32", new Signature(List.of(Type.F32), List.of()));
        all.put("note_f64", new Signature(List.of(Type.F64), List.of()));
        all.put("ask", new Signature(List.of(), List.of(Type.F64)));
        all.put("mix", new Signature(Type.NUMBERS, List.of(Type.I64)));
        all.put("later", new Signature(List.of(Type.I64), List.of(Type.I32)));
        return all;
    }

    private static List<Type> some(Random random, int most) {
        List<Type> types = new ArrayList<>();
        for (int count = random.nextInt(most + 1), i = 0; i < count; i++) {
            types.add(Type.number(random));
        }
        return List.copyOf(types);
    }

    /** The index of a type, which is added if it is new. */
    int type(Signature signature) {
        Integer known = types.putIfAbsent(signature, types.size());
        return known == null ? types.size() - 1 : known;
    }

    Iterable<Signature> types() {
        return types.keySet();
    }

    int imports() {
        return HOSTCALLS.size();
    }
}
