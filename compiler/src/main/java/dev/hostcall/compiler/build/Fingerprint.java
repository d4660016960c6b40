package dev.hostcall.compiler.build;

import dev.hostcall.compiler.emit.Headers;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which compiler this is: a digest of all code that can decide the bytes of an object, so that after any change to it, in a
 * release or between releases, older cache entries are not used. That code is the headers, and every class that can be
 * reached from the front through the names in class files, including those of libraries but not those of the JDK. Classes are
 * found as they are loaded, so it does not matter whether they lie in jars, folders or a runtime image.
 */
final class Fingerprint {
    /** By its name in class files, as no room may name the front. */
    private static final String FRONT = "dev/hostcall/compiler/WasmCompiler";

    private static final List<String> JDK = List.of("java/", "javax/", "jdk/", "sun/");

    private static volatile Optional<String> known = Optional.empty();

    private Fingerprint() {}

    static String ofThisCompiler() throws IOException {
        Optional<String> already = known;
        if (already.isPresent()) {
            return already.get();
        }
        Map<String, byte[]> all = new TreeMap<>(classes());
        for (String header : Headers.NAMES) {
            all.put(header, Headers.bytes(header));
        }
        byte[][] parts = new byte[2 * all.size()][];
        int next = 0;
        for (Map.Entry<String, byte[]> part : all.entrySet()) {
            parts[next++] = part.getKey().getBytes(StandardCharsets.UTF_8);
            parts[next++] = part.getValue();
        }
        String identity = ObjectCache.sha256(parts);
        known = Optional.of(identity);
        return identity;
    }

    /** The class files, by their internal names. One that cannot be found cannot run either. */
    static Map<String, byte[]> classes() throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(FRONT));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (JDK.stream().anyMatch(name::startsWith) || !seen.add(name)) {
                continue;
            }
            Optional<byte[]> file = classFile(name);
            if (file.isPresent()) {
                found.put(name, file.get());
                open.addAll(classesNamedIn(file.get()));
            }
        }
        return found;
    }

    private static Optional<byte[]> classFile(String name) throws IOException {
        try (InputStream in = loader().getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static ClassLoader loader() {
        return Optional.ofNullable(Fingerprint.class.getClassLoader()).orElseGet(ClassLoader::getSystemClassLoader);
    }

    /** The constants of a class file that name classes. */
    private static Set<String> classesNamedIn(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        in.skipNBytes(8); // magic and version
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        Set<Integer> classes = new TreeSet<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> classes.add(in.readUnsignedShort());
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // takes two places
                }
                default -> throw new IOException("a class file of this compiler has the unknown constant " + tag);
            }
        }
        Set<String> names = new TreeSet<>();
        for (int constant : classes) {
            String name = texts[constant].replaceFirst("^\\[+L?", "").replaceFirst(";$", "");
            if (name.length() > 1) { // not an array of numbers
                names.add(name);
            }
        }
        return names;
    }
}
