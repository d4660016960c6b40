package dev.hostcall.compiler.build;

import dev.hostcall.compiler.emit.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
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

    /** Begins to work it out, if it is not known, while others are waited for: the first time takes a tenth of a second. */
    static void prepare() {
        if (known.isEmpty()) {
            Thread thread = new Thread(Fingerprint::workOut, "hostcall compiler's fingerprint");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void workOut() {
        try {
            ofThisCompiler();
        } catch (IOException e) {
            return; // whoever needs it meets the same
        }
    }

    static synchronized String ofThisCompiler() throws IOException {
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

    /** The constants of a class file that name classes. They alone are made texts, as this is done whenever a program starts. */
    private static Set<String> classesNamedIn(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file).position(8); // behind magic and version
        int count = unsigned(in);
        int[] texts = new int[count];
        BitSet classes = new BitSet();
        for (int i = 1; i < count; i++) {
            int tag = in.get();
            switch (tag) {
                case 1 -> {
                    texts[i] = in.position();
                    skip(in, unsigned(in));
                }
                case 7 -> classes.set(unsigned(in));
                case 8, 16, 19, 20 -> skip(in, 2);
                case 15 -> skip(in, 3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(in, 4);
                case 5, 6 -> {
                    skip(in, 8);
                    i++; // takes two places
                }
                default -> throw new IOException("a class file of this compiler has the unknown constant " + tag);
            }
        }
        Set<String> names = new TreeSet<>();
        classes.stream()
                .mapToObj(constant -> text(file, texts[constant]))
                .flatMap(name -> withoutArray(name).stream())
                .forEach(names::add);
        return names;
    }

    private static int unsigned(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(in.position() + bytes);
    }

    /** A text of a class file, behind its length. */
    private static String text(byte[] file, int position) {
        int length = Short.toUnsignedInt(ByteBuffer.wrap(file).getShort(position));
        return new String(file, position + Short.BYTES, length, StandardCharsets.UTF_8);
    }

    /** The class that an array is of; nothing if it is of numbers. */
    private static Optional<String> withoutArray(String name) {
        if (!name.startsWith("[")) {
            return Optional.of(name);
        }
        int element = name.lastIndexOf('[') + 1;
        return name.charAt(element) == 'L'
                ? Optional.of(name.substring(element + 1, name.length() - 1))
                : Optional.empty();
    }
}
