package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.testing.compile.Compilation;
import dev.hostcall.guests.NpmPackage;
import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * An independent implementation reads the worlds, and lowers what they import and export to the names and signatures that the generated
 * classes declare. It names them as the build target {@code cm32p2} does.
 */
@EnabledIfSystemProperty(named = "hostcall.tools", matches = "true")
class WitToolsTest {
    private static final NpmPackage JCO = new NpmPackage(
            "@bytecodealliance/jco",
            "1.8.1",
            "sha512-mYjE7lrSWEzFD6lAVA4skm9/6DvorFjuO5DHoxzwWlJ2hKyO/d9t0Wx1V0nT5L1s7+98ZtVSB1emYLNMebpMdA==");

    /** What that needs. */
    private static final NpmPackage SHIM = new NpmPackage(
            "@bytecodealliance/preview2-shim",
            "0.17.1",
            "sha512-h1qLL0TN5KXk/zagY2BtbZuDX6xYjz4Br9RZXEa0ID4UpiPc0agUMhTdz9r89G4vX5SU/tqBg1A6UNv2+DJ5pg==");

    private static final Path TOOLS = Path.of("target/npm");
    private static final Path SOURCES = Path.of("src/test/resources");

    private static final Pattern HOSTCALL =
            Pattern.compile("HostcallDeclaration\\.of\\(\"([^\"]+)\", \"([^\"]+)\", \"([^\"]*)\"");
    private static final Pattern EXPORT = Pattern.compile("ExportDeclaration\\.of\\(\"([^\"]+)\", \"([^\"]*)\"");

    private static final Pattern RESOURCE = Pattern.compile("ResourceType\\.ofGuest\\(\"([^\"]+)\", \"([^\"]+)\"");

    private static final Pattern TYPE =
            Pattern.compile("\\(type \\(;(\\d+);\\) \\(func(?: \\(param ([^)]+)\\))?(?: \\(result ([^)]+)\\))?\\)\\)");
    private static final Pattern FUNCTION = Pattern.compile("\\(func \\(;(\\d+);\\) \\(type (\\d+)\\)");
    private static final Pattern IMPORTED =
            Pattern.compile("\\(import \"([^\"]+)\" \"([^\"]+)\" \\(func \\(;(\\d+);\\) \\(type (\\d+)\\)\\)\\)");
    private static final Pattern EXPORTED = Pattern.compile("\\(export \"([^\"]+)\" \\(func (\\d+)\\)\\)");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        try {
            for (NpmPackage each : List.of(JCO, SHIM)) {
                each.unpack(TOOLS, TOOLS.resolve("node_modules").resolve(each.name()));
            }
            Tool.find("node", "nodejs");
        } catch (NpmPackage.RefusedException e) {
            throw e;
        } catch (IOException e) {
            System.err.println("Worlds are not compared with those of another implementation: " + e.getMessage());
            abort(e.toString());
        }
        Files.writeString(TOOLS.resolve("embed.mjs"), Files.readString(SOURCES.resolve("npm/embed.mjs")));
    }

    /** What a name is mangled to, for interfaces that the tests know. */
    private static String mangled(String name) {
        return name.replaceFirst("@1\\.\\d+\\.\\d+$", "@1")
                .replaceFirst("@0\\.([1-9]\\d*)\\.\\d+$", "@0.$1")
                .replaceFirst("\\+.*", "");
    }

    private static Map<String, String> declared(String generated) {
        Map<String, String> all = new TreeMap<>();
        HOSTCALL.matcher(generated)
                .results()
                .forEach(each -> all.putIfAbsent( // the first form of each is the standard's
                        "import cm32p2|" + mangled(each.group(1)) + " "
                                + each.group(2).replaceFirst("^\\[resource-drop\\](.*)$", "$1_drop"),
                        each.group(3)));
        EXPORT.matcher(generated).results().forEach(each -> {
            String[] parts = each.group(1).split("#", -1);
            String name = parts.length == 1 ? "|" + parts[0] : mangled(parts[0]) + "|" + parts[1];
            all.put("export cm32p2|" + name, each.group(2));
        });
        RESOURCE.matcher(generated).results().forEach(each -> {
            String module = mangled(each.group(1));
            String name = each.group(2);
            all.put("import cm32p2|_ex_" + module + " " + name + "_new", "i:i");
            all.put("import cm32p2|_ex_" + module + " " + name + "_rep", "i:i");
            all.put("import cm32p2|_ex_" + module + " " + name + "_drop", "i:");
            all.put("export cm32p2|" + module + "|" + name + "_dtor", "i:");
        });
        return all;
    }

    private static Map<String, String> embedded(String wat) {
        Map<String, String> types = new LinkedHashMap<>();
        TYPE.matcher(wat)
                .results()
                .forEach(each -> types.put(each.group(1), letters(each.group(2)) + ":" + letters(each.group(3))));
        Map<String, String> functions = new LinkedHashMap<>();
        FUNCTION.matcher(wat).results().forEach(each -> functions.put(each.group(1), types.get(each.group(2))));
        Map<String, String> all = new TreeMap<>();
        IMPORTED.matcher(wat)
                .results()
                .forEach(each -> all.put("import " + each.group(1) + " " + each.group(2), types.get(each.group(4))));
        EXPORTED.matcher(wat)
                .results()
                .filter(each ->
                        !each.group(1).endsWith("_post") && each.group(1).contains("|"))
                .forEach(each -> all.put("export " + each.group(1), functions.get(each.group(2))));
        return all;
    }

    private static String letters(String types) {
        StringBuilder letters = new StringBuilder();
        for (String type : types == null ? new String[0] : types.split(" ", -1)) {
            letters.append(
                    switch (type) {
                        case "i32" -> 'i';
                        case "i64" -> 'I';
                        case "f32" -> 'f';
                        case "f64" -> 'F';
                        default -> throw new AssertionError(type);
                    });
        }
        return letters.toString();
    }

    /** Compares all that sources declare; the number of functions. */
    private int compare(List<String> sources) throws IOException {
        Map<Path, Map<String, String>> expected = new LinkedHashMap<>();
        for (String source : sources) {
            Compilation compilation = Javac.compile(source);
            assertThat(compilation.diagnostics()).as(source).isEmpty();
            Map<String, String> generated = Javac.generated(compilation);
            // Resources have worlds of their own, too; that of the class around them has the shortest name.
            String world = generated.entrySet().stream()
                    .filter(each -> each.getKey().endsWith(".wit"))
                    .min(Comparator.comparingInt(each -> each.getKey().length()))
                    .orElseThrow(() -> new AssertionError("no world of " + source))
                    .getValue();
            Path file = Files.writeString(folder.resolve(expected.size() + ".wit"), world);
            expected.put(file, declared(String.join("\n", generated.values())));
        }
        List<String> arguments =
                new ArrayList<>(List.of(TOOLS.resolve("embed.mjs").toString()));
        expected.keySet().forEach(file -> arguments.add(file.toString()));
        Tool.find("node", "nodejs").run(arguments);
        int functions = 0;
        for (Map.Entry<Path, Map<String, String>> world : expected.entrySet()) {
            assertThat(embedded(Files.readString(Path.of(world.getKey() + ".wat"))))
                    .as(Files.readString(world.getKey()))
                    .isEqualTo(world.getValue());
            functions += world.getValue().size();
        }
        return functions;
    }

    @Test
    void theGoldenWorldsAreLoweredAsWeDo() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String name : List.of("Store", "Index", "Vault", "Library")) {
            sources.add(Files.readString(SOURCES.resolve("golden/sources/" + name + ".java")));
        }
        assertThat(compare(sources)).isEqualTo(9 + 4 + 10 + 15);
    }

    @Test
    void eachTypeIsLoweredAsWeDoInEachPlace() throws IOException {
        List<String> types = Stream.concat(
                        RandomHost.LEAVES.stream(),
                        Stream.of("List<String>", "Optional<Long>", "EnumSet<E>", "E", "R", "V"))
                .toList();
        String declared = "enum E { A, B_C } record R(byte a, double b, short c) {}"
                + " sealed interface V permits Empty, One, Two {} record Empty() implements V {} record One(float x) implements V {}"
                + " record Two(long y, int z) implements V {} ";
        StringBuilder members = new StringBuilder(declared);
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            String boxed = RandomHost.boxed(type);
            members.append("""
                    record R%1$d(%2$s a, boolean b) {}
                    record C%1$d(%2$s only) implements V%1$d {}
                    record D%1$d(byte first, %2$s second) implements V%1$d {}
                    sealed interface V%1$d permits C%1$d, D%1$d {}
                    @HostcallError final class F%1$d extends Exception {
                        private static final long serialVersionUID = 1L;
                        final transient %2$s error;
                        F%1$d(%2$s error) { this.error = error; }
                        %2$s error() { return error; }
                    }
                    @CALL %2$s asItIs%1$d(%2$s x);
                    @CALL CompletableFuture<%3$s> later%1$d(boolean x, %2$s y);
                    @CALL List<%3$s> list%1$d(List<%3$s> x);
                    @CALL Optional<%3$s> optional%1$d(Optional<%3$s> x);
                    @CALL R%1$d inRecord%1$d(R%1$d x);
                    @CALL V%1$d inVariant%1$d(V%1$d x);
                    @CALL void error%1$d() throws F%1$d;
                    @CALL %2$s errorOrNot%1$d() throws F%1$d;
                    @CALL %2$s five%1$d(%2$s a, %2$s b, %2$s c, %2$s d, %2$s e) throws F%1$d;
                    @CALL void seventeen%1$d(%2$s a, %2$s b, %2$s c, %2$s d, %2$s e, %2$s f, %2$s g, %2$s h, %2$s i,
                        %2$s j, %2$s k, %2$s l, %2$s m, %2$s n, %2$s o, %2$s p, %2$s q);
                    """.formatted(i, type, boxed));
        }
        String all = members.toString();
        int functions = compare(List.of(
                Javac.source("@HostcallModule(\"acme:kv/store@1.2.3\") interface Everything { "
                        + all.replace("@CALL", "@Hostcall") + " }"),
                Javac.source("@GuestInterface(\"acme:kv/store@0.2.3\") interface Everything { "
                        + all.replace("@CALL", "") + " }")));
        assertThat(functions).isEqualTo(2 * 10 * types.size());
    }

    @Test
    void resourcesOfAnotherInterfaceAreUsed() throws IOException {
        String resources = """
                @HostcallModule("acme:kv/boxes@1.2.3") interface Boxes {
                    @Resource final class Box { @Hostcall Box(int size) {} @Hostcall int size() { return 0; } }
                }
                """;
        assertThat(compare(List.of(
                        Javac.source(
                                "@HostcallModule(\"acme:kv/store@1.2.3\") interface Any { @Hostcall Optional<Boxes.Box>"
                                        + " put(Boxes.Box one, @Own Boxes.Box other, List<Boxes.Box> all); " + resources
                                        + "}"),
                        Javac.source("@GuestInterface(\"acme:kv/plugin@1.2.3\") interface Any {"
                                + " Boxes.Box change(Boxes.Box one, @Own Boxes.Box other); " + resources + "}"))))
                .isEqualTo(4 + 4);
    }

    @Test
    void resourcesOfGuestsAreLoweredAsWeDo() throws IOException {
        String declared = """
                @GuestInterface("acme:kv/shelf@1.2.3") interface Shelf {
                    @Resource interface Book extends AutoCloseable {
                        long add(List<Book> others, Optional<Book> more); Optional<Book> next(@Own Book other) throws Worn;
                        @Override void close();
                    }
                    @HostcallError final class Worn extends Exception {
                        private static final long serialVersionUID = 1L;
                        final transient Book error;
                        Worn(Book error) { this.error = error; }
                        Book error() { return error; }
                    }
                    record Lent(Book book, int number) {}
                    record Given(@Own Book book, int number) {}
                    sealed interface Any permits One, None {} record One(@Own Book book) implements Any {}
                    record None() implements Any {}
                    @GuestConstructor Book open(String title, boolean isNew);
                    @GuestStatic(Book.class) List<Book> find(String title);
                    Given lend(Lent lent); Any any(Any any, Book book);
                    void many(Book a, Book b, Book c, Book d, Book e, Book f, Book g, Book h, Book i,
                        Book j, @Own Book k, Book l, Book m, Book n, Book o, Book p, Book q);
                }
                """;
        assertThat(compare(List.of(Javac.source(declared)))).isEqualTo(7 + 4);
    }

    @Test
    void randomTypesAreLoweredAsWeDo() throws IOException {
        long seed = Long.getLong("hostcall.wit.seed", System.nanoTime());
        int worlds = Integer.getInteger("hostcall.wit.worlds", 20);
        List<String> sources = IntStream.range(0, worlds)
                .mapToObj(i -> RandomHost.source(new Random(seed + i)))
                .toList();
        try {
            assertThat(compare(sources)).isGreaterThan(worlds);
        } catch (AssertionError e) {
            throw new AssertionError("-Dhostcall.wit.seed=" + seed + " -Dhostcall.wit.worlds=" + worlds, e);
        }
    }
}
