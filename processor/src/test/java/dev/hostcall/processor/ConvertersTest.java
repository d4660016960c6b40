package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types that converters convert. */
class ConvertersTest {
    private static final String UUIDS = "class Uuids { static String toGuest(UUID id) { return id.toString(); }"
            + " static UUID fromGuest(String id) { return UUID.fromString(id); } }";

    private static final String IDS = "class Ids { record Id(UUID uuid) {}"
            + " static UUID toGuest(Id id) { return id.uuid(); } static Id fromGuest(UUID id) { return new Id(id); } }";

    private static final String MILLIS = "class Millis { static @Unsigned long toGuest(java.time.Instant at) {"
            + " return at.toEpochMilli(); } static java.time.Instant fromGuest(long at) {"
            + " return java.time.Instant.ofEpochMilli(at); } }";

    private static final String FUTURES = "class Futures { static class Soon<T> {}"
            + " static <T> CompletionStage<T> toGuest(Soon<T> soon) { return new CompletableFuture<>(); }"
            + " static <T> Soon<T> fromGuest(CompletableFuture<T> future) { return new Soon<>(); } }";

    private static final String MAPS = "class Maps { record Entry(String key, String value) {}"
            + " static List<Entry> toGuest(Map<String, String> map) { return List.of(); } }";

    private static final String ALL =
            "@HostcallConverters({Uuids.class, Ids.class, Millis.class, Futures.class, Maps.class}) ";

    private static Compilation compile(String declaration) {
        Compilation compilation = Javac.compile(
                Javac.source(declaration),
                Javac.source(UUIDS),
                Javac.source(IDS),
                Javac.source(MILLIS),
                Javac.source(FUTURES),
                Javac.source(MAPS));
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UUID get(UUID a) | iii:",
                "java.time.Instant get(java.time.Instant a) | I:I",
                "List<UUID> get(Optional<java.time.Instant> a) | iIi:",
                "Ids.Id get(Ids.Id a) | iii:",
                "Map<String, String> get() | i:",
                "CompletableFuture<java.time.Instant> get() | :I",
                "Futures.Soon<UUID> get() | i:",
                "Futures.Soon<Void> get() | :",
                "Futures.Soon<Integer> get() | :i",
            })
    void aGuestSeesWhatATypeIsConvertedTo(String method, String signature) {
        Compilation compilation = compile(ALL + "interface Kv { @Hostcall " + method + "; }");
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains("of(\"env\", \"get\", \"" + signature + "\"");
    }

    @Test
    void valuesAreConvertedWhereTheyStand() {
        Compilation compilation = compile(ALL + "interface Kv { record Order(UUID id, List<Ids.Id> items) {}"
                + " @Hostcall Order put(Order order, UUID key); }");
        assertThat(Javac.generated(compilation, "com/example/KvHostcalls.java"))
                .contains(
                        "Lift.converted(Uuids.fromGuest(in.string(frame.i32(4), frame.i32(5))), \"Uuids\")",
                        "Lift.converted(Ids.fromGuest(Lift.converted(Uuids.fromGuest(",
                        "Uuids.toGuest(Lower.present(value.id(), \"UUID\"))",
                        "List<Ids.Id>");
    }

    @Test
    void anInterfaceToAGuestConvertsTheOtherWay() {
        Compilation compilation = compile(
                ALL + "@GuestInterface interface Plugin { Futures.Soon<UUID> find(Map<String, String> query); }");
        assertThat(Javac.generated(compilation, "com/example/PluginGuest.java"))
                .contains(
                        "public Futures.Soon<UUID> find(Map<String, String> query) {",
                        "return Futures.fromGuest(exports.<UUID>run(0,",
                        "Maps.toGuest(Lower.present(query, \"Map<String, String>\"))");
    }

    @Test
    void theHeaderSaysWhatGuestsSee() {
        Compilation compilation = compile(ALL + "interface Kv { record Order(UUID id, java.time.Instant at) {}"
                + " @Hostcall List<Order> put(UUID key, Optional<java.time.Instant> at); }");
        assertThat(Javac.generated(compilation, "META-INF/hostcall/com.example.Kv.h"))
                .contains(
                        "hostcall_string id;",
                        "uint64_t at;",
                        "const char *key, size_t key_length, int32_t at_is_present, uint64_t at");
    }

    // ---- mistakes ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static class C {} | has no method toGuest and no method fromGuest",
                "static class C { String ⇒toGuest(UUID a) { return \"\"; } } | has a method toGuest that is private or not static",
                "static class C { private static String ⇒toGuest(UUID a) { return \"\"; } } | has a method toGuest that is private or not static",
                "static class C { static String ⇒toGuest(UUID a, int b) { return \"\"; } } | has a method toGuest with 2 parameters",
                "static class C { static void ⇒toGuest(UUID a) {} } | has a method toGuest that returns void",
                "static class C { static String ⇒toGuest(UUID a) throws java.io.IOException { return \"\"; } } | has a method"
                        + " toGuest that throws IOException, which is a checked exception",
                "static class C { static String toGuest(UUID a) { return \"\"; } static String ⇒toGuest(Locale a) { return \"\"; } } |"
                        + " has several methods toGuest",
                "static class C { static String toGuest(UUID a) { return \"\"; } static UUID ⇒fromGuest(long a) { return null; } } |"
                        + " converts UUID to String, but long back to UUID",
                "static class C { static String ⇒toGuest(int a) { return \"\"; } } | converts int, which is no class",
                "static class C { static <T> String ⇒toGuest(List<T> a) { return \"\"; } } | has a method with type parameters, which is"
                        + " for futures: it is to have one, T, and to convert a type of T to CompletionStage<T>, or"
                        + " CompletableFuture<T> to that",
            })
    void aConverterHasMethodsThatGeneratedCodeCanCall(String converter, String flaw) {
        String place = converter.contains("⇒") ? "" : "⇒";
        assertThat(Mistakes.in("@HostcallConverters(Kv.C" + place + ".class) class Kv { " + converter
                        + " @Hostcall void put() {} }"))
                .containsExactly("[HostcallConverter] converter Kv.C " + flaw
                        + "; a converter has static methods that are not private and throw nothing checked: \"Wire"
                        + " toGuest(Type)\" and \"Type fromGuest(Wire)\", or one of them");
    }

    @Test
    void whatItConvertsToIsToldWhereItSaysSo() {
        assertThat(Mistakes.in("@HostcallConverters(Kv.C.class) class Kv {"
                        + " static class C { static List<Character> ⇒toGuest(UUID a) { return List.of(); } }"
                        + " @Hostcall UUID one() { return null; } @Hostcall UUID other() { return null; } }"))
                .singleElement()
                .asString()
                .startsWith(
                        "[HostcallConverterType] converter Kv.C converts UUID to List<Character>, with Character in it;")
                .endsWith("; use @CodePoint Integer");
    }

    @Test
    void convertersDoNotLeadToEachOther() {
        assertThat(Mistakes.in("@HostcallConverters({Kv.C.class, Kv.D.class}) class Kv {"
                        + " static class C { static Locale ⇒toGuest(UUID a) { return null; } }"
                        + " static class D { record In(UUID id) {} static In toGuest(Locale a) { return null; } }"
                        + " @Hostcall UUID one() { return null; } }"))
                .containsExactly(
                        "[HostcallConverterCircle] converter Kv.C converts UUID to what is converted to it again; in the"
                                + " end, a converter makes what guests know");
    }

    @Test
    void aTypeNeedsTheMethodForItsDirection() {
        assertThat(Mistakes.in("@HostcallConverters(Kv.C.class) class Kv {"
                        + " static class C { static String toGuest(UUID a) { return \"\"; } } record In(List<UUID> ids) {}"
                        + " @Hostcall UUID one(In ⇒in) { return null; } }"))
                .containsExactly(
                        "[HostcallConverterDirection] UUID comes from the guest here, but converter Kv.C has no method fromGuest");
        assertThat(Mistakes.in("@HostcallConverters(Kv.C.class) @GuestInterface interface Kv {"
                        + " class Soon<T> {} class C { static <T> CompletionStage<T> toGuest(Soon<T> a) { return null; } }"
                        + " Soon<Integer> ⇒one(); }"))
                .containsExactly(
                        "[HostcallConverterDirection] com.example.Kv.Soon<Integer> comes from the guest here, but"
                                + " converter Kv.C has no method fromGuest");
    }

    @Test
    void aTypeHasOneConverter() {
        assertThat(Mistakes.in("@HostcallConverters({Kv.C.class, Kv.D⇒.class}) class Kv {"
                        + " static class C { static String toGuest(UUID a) { return \"\"; } }"
                        + " static class D { static long toGuest(UUID a) { return 1; } } @Hostcall void put() {} }"))
                .containsExactly(
                        "[HostcallDuplicateConverter] Kv.C and Kv.D both convert UUID; name one converter for each type");
    }

    @Test
    void aTypeWithoutAConverterIsToldThatItMayHaveOne() {
        List<String> errors =
                Mistakes.in("class Kv { @Hostcall void put(UUID ⇒id, List<java.math.BigDecimal> ⇒all) {} }");
        assertThat(errors)
                .hasSize(2)
                .allMatch(error -> error.startsWith("[HostcallParameterType] ")
                        && error.endsWith("; or name a converter for it, by @HostcallConverters"));
    }

    @Test
    void aConverterThatGeneratedCodeCannotNameIsTold() {
        assertThat(Mistakes.in("class Kv { private static ⇒class C { static String toGuest(UUID a) { return \"\"; } }"
                        + " @HostcallConverters(C.class) static class In { @Hostcall UUID put() { return null; } } }"))
                .singleElement()
                .asString()
                .startsWith("[HostcallTypeAccess] Kv.C is private; ");
    }

    @Test
    void anArrayIsNoArgumentOfAConvertedType() {
        assertThat(Mistakes.in("@HostcallConverters(Kv.C.class) class Kv {"
                        + " static class C { static String ⇒toGuest(Map<String, byte[]> a) { return \"\"; } }"
                        + " @Hostcall Map<String, byte[]> get() { return Map.of(); } }"))
                .singleElement()
                .asString()
                .startsWith("[HostcallConverterType] ");
    }

    @Test
    void aResourceCrossesWithoutAConverter() {
        assertThat(Mistakes.in("@HostcallConverters(Kv.C.class) class Kv { @Resource static class Session {}"
                        + " static class C { static List<Session> ⇒toGuest(UUID a) { return List.of(); } }"
                        + " @Hostcall UUID get() { return null; } }"))
                .singleElement()
                .asString()
                .startsWith("[HostcallConverterType] converter Kv.C converts UUID to List<")
                .endsWith("; a resource crosses by its handle, without a converter");
    }
}
