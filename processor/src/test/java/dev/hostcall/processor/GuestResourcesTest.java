package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources that guests define: interfaces inside of one to a guest. */
class GuestResourcesTest {
    private static final String BOOK =
            "@Resource interface Book extends AutoCloseable { int pageCount(); @Override void close(); } ";
    private static final String RULE =
            "; what guests define is an interface with @Resource that extends AutoCloseable, without type parameters, inside of"
                    + " a @GuestInterface: only methods of the two pass its objects, and only those of the outer one construct"
                    + " them or are static";

    private static String plugin(String members) {
        return "@GuestInterface interface Plugin { " + members + " }";
    }

    private static Map<String, String> files(String declarations) {
        Compilation compilation = Javac.compile(Javac.source(declarations));
        assertThat(compilation.diagnostics()).isEmpty();
        return Javac.generated(compilation);
    }

    private static String generated(String members) {
        return Objects.requireNonNull(files(plugin(members)).get("com/example/PluginGuest.java"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@GuestConstructor Book open() | [constructor]book | :i",
                "@GuestStatic(Book.class) int pagesOfAll() | [static]book.pages_of_all | :i",
                "@GuestExport(\"open\") @GuestConstructor Book get() | open | :i",
                "void put(Book a, @Own Book b, Optional<Book> c) | put | iiii:",
                "CompletableFuture<List<Book>> all() | all | :i",
            })
    void aFunctionOfTheInterfaceIsAnExport(String method, String export, String signature) {
        assertThat(generated(BOOK + method + ";")).contains("of(\"" + export + "\", \"" + signature + "\")");
    }

    @Test
    void aMethodIsCalledOnAnObjectAndClosingDestroysIt() {
        assertThat(generated(BOOK + "Book get();"))
                .contains(
                        "of(\"[method]book.page_count\", \"i:i\")",
                        "ResourceType.ofGuest(\"$root\", \"book\")",
                        "class BookHandle extends GuestHandle implements Plugin.Book",
                        "public int pageCount() {",
                        "flat.i32(0, out.lendBack(this, BOOK_TYPE));",
                        "public void close() {")
                .doesNotContain("[method]book.close");
    }

    @Test
    void inheritedMethodsAreCalledOnAnObjectTooAndThoseWithABodyAreNot() {
        assertThat(generated("interface Named extends AutoCloseable { String name(); @Override void close(); }"
                        + " @Resource(\"file\") interface Book extends Named { default int twice() { return 2; }"
                        + " void close(int a); } Book get();"))
                .contains("of(\"[method]file.name\", \"i:i\")", "of(\"[method]file.close\", \"ii:\")")
                .doesNotContain("twice");
    }

    @Test
    void namesOfGeneratedClassesDoNotStandInTheWay() {
        assertThat(generated("@Resource interface Guest extends AutoCloseable { GuestHandle self(Held in, int guest);"
                        + " @Override void close(); } record GuestHandle(int number) {} record Held(@Own Guest exports) {}"
                        + " Guest get(); Held next(GuestHandle frame);"))
                .contains("of(\"[method]guest.self\", \"iii:i\")");
    }

    @Test
    void resourcesOfTheHostStandBesideThem() {
        assertThat(
                        generated(
                                BOOK + "@Resource interface Session { @Hostcall int size(); }"
                                        + " record Both(@Own Session session, @Own Book book) {} Both swap(Session session, Book book);"))
                .contains(
                        "out.lendAsArgument(session, SESSION_TYPE)",
                        "out.lendBack(book, BOOK_TYPE)",
                        "in.owned(in.i32(at), SESSION_TYPE)",
                        "in.held(in.i32(at + 4), BOOK_TYPE)");
    }

    @Test
    void onlyAnInterfaceWithSuchResourcesHasAHeader() {
        assertThat(files(plugin(BOOK + "Book get();")).get("META-INF/hostcall/com.example.Plugin.h"))
                .contains(
                        "import_module(\"[export]$root\"), import_name(\"[resource-new]book\")",
                        "com_example_Plugin_Book export__root_resource_new_book(com_example_Plugin_Book_object self);",
                        "__attribute__((export_name(\"[dtor]book\")))",
                        "void dtor_book(com_example_Plugin_Book_object self);",
                        "int32_t method_book_page_count(com_example_Plugin_Book_object self);",
                        "com_example_Plugin_Book get(void);");
        assertThat(files(plugin("int get();"))).doesNotContainKey("META-INF/hostcall/com.example.Plugin.h");
    }

    // ---- mistakes ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@Resource ⇒interface Book { int size(); } | Plugin.Book does not extend AutoCloseable",
                "@Resource ⇒interface Book<T> extends AutoCloseable {} | Plugin.Book is sealed, or has type parameters",
                "@Resource interface Book extends AutoCloseable {} @GuestConstructor int ⇒open(); |"
                        + " Plugin.open constructs no resource of its interface",
                "@Resource interface Book extends AutoCloseable {} @GuestConstructor Optional<Book> ⇒open(); |"
                        + " Plugin.open constructs no resource of its interface",
                "@GuestStatic(String.class) int ⇒find(); | Plugin.find is a static function of no resource of its interface",
                "@Resource interface Book extends AutoCloseable {} @GuestConstructor @GuestStatic(Book.class) Book ⇒open(); |"
                        + " Plugin.open is a static function of no resource of its interface",
                "@Resource interface Book extends AutoCloseable { @GuestConstructor Book ⇒copy(); } |"
                        + " Plugin.Book.copy is called on an object",
            })
    void aResourceThatGuestsCannotDefineIsTold(String members, String told) {
        assertThat(Mistakes.in(plugin(members + " int last();")))
                .containsExactly("[HostcallGuestResource] " + told + RULE);
    }

    @Test
    void onlyTheInterfaceAroundItPassesOne() {
        assertThat(Mistakes.in(plugin(BOOK + "Book get();")
                        + " @GuestInterface interface Other { void put(List<Plugin.Book> ⇒books); }"
                        + " class Kv { @Hostcall void put(Plugin.Book ⇒book) {} }"))
                .containsExactly(
                        "[HostcallGuestResource] Plugin.Book is passed by Other" + RULE,
                        "[HostcallGuestResource] Plugin.Book is passed by Kv" + RULE);
    }

    @Test
    void namesAreUnique() {
        assertThat(Mistakes.in(
                        plugin(BOOK + "@Resource(\"book\") ⇒interface Other extends AutoCloseable {} Book get();")))
                .containsExactly(
                        "[HostcallDuplicateResource] Plugin.Other and Plugin.Book are both the resource $root.book;"
                                + " give one of them another name, as in @Resource(\"another\")");
        assertThat(Mistakes.in(plugin(BOOK + "@GuestConstructor Book open(); @GuestConstructor Book ⇒copy(int a);")))
                .containsExactly("[HostcallDuplicateExport] Plugin.copy and Plugin.open are both the export"
                        + " [constructor]book; give one of them another name, as in @GuestExport(\"another\")");
    }

    @Test
    void aMethodOfOneIsCheckedAsTheOthersAre() {
        assertThat(Mistakes.in(
                        plugin("@Resource interface Book extends AutoCloseable { void put(Object ⇒a); <T> int ⇒get();"
                                + " Loan ⇒lend(); } record Loan(Book book) {} int last();")))
                .hasSize(3)
                .anyMatch(error -> error.startsWith("[HostcallExportType] parameter a of Plugin.Book.put is Object; "))
                .anyMatch(error -> error.startsWith("[HostcallGenericMethod] Plugin.Book.get "))
                .anyMatch(error ->
                        error.startsWith("[HostcallBorrowedResult] Plugin.Book.lend returns Plugin.Loan, which holds"));
    }

    @Test
    void aNameThatIsNoneOfWitsIsTold() {
        assertThat(Mistakes.in(
                        "@GuestInterface(\"acme:kv/store\") interface Plugin { @Resource ⇒interface Größe extends"
                                + " AutoCloseable {} int last(); }"))
                .singleElement()
                .asString()
                .startsWith("[HostcallWitName] Plugin.Größe has its name")
                .endsWith("name it, as in @Resource(\"grosse\")");
    }
}
