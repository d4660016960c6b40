package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.border.Shelf.Book;
import dev.hostcall.integration.border.Shelf.Pair;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Resources that a guest defines, in both manglings. */
final class ShelfTest {
    private static final CompilerOptions OPTIONS = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);

    private final Region region = Region.create(3, Limits.compact().withHandles(8));
    private CompletableFuture<List<?>> answer = CompletableFuture.completedFuture(List.of(5));
    private Instance instance = instance(Tools.OLD);
    private Shelf shelf = shelf(instance);

    /** Who spells the names. */
    private enum Tools {
        OLD(Map.of(
                "IMPORTS", "[export]acme:shelf/books@1.2.3",
                "NEW", "[resource-new]book",
                "REP", "[resource-rep]book",
                "DROP", "[resource-drop]book",
                "REALLOC", "cabi_realloc",
                "DTOR", "acme:shelf/books@1.2.3#[dtor]book",
                "PATH", "acme:shelf/books@1.2.3#")),
        TARGET(Map.of(
                "IMPORTS", "cm32p2|_ex_acme:shelf/books@1",
                "NEW", "book_new",
                "REP", "book_rep",
                "DROP", "book_drop",
                "REALLOC", "cm32p2_realloc",
                "DTOR", "cm32p2|acme:shelf/books@1|book_dtor",
                "PATH", "cm32p2|acme:shelf/books@1|"));

        @SuppressWarnings("ImmutableEnumChecker") // as Map.of makes it
        private final Map<String, String> names;

        Tools(Map<String, String> names) {
            this.names = names;
        }

        String spelt(String text) {
            String spelt = text;
            for (Map.Entry<String, String> name : names.entrySet()) {
                spelt = spelt.replaceAll("\"" + name.getKey(), "\"" + name.getValue());
            }
            return spelt;
        }
    }

    private Instance instance(Tools tools) {
        return instance(tools::spelt);
    }

    private Instance instance(UnaryOperator<String> change) {
        GuestModule module = WatGuest.load(ShelfTest.class, "shelf-guest.wat", change, OPTIONS);
        return region.newInstance(
                module,
                HostImports.in("host").asyncFunction("wait", Signature.parse("i:i"), (memory, arguments) -> answer));
    }

    private static Shelf shelf(Instance instance) {
        return ShelfGuest.of(instance, Runnable::run);
    }

    @AfterEach
    void close() {
        instance.close();
        region.close();
    }

    // ---- constructor, methods, statics, destructor ----

    @ParameterizedTest
    @EnumSource
    void anObjectIsMadeCalledAndDestroyedInBothManglings(Tools tools) {
        instance.close();
        instance = instance(tools);
        shelf = shelf(instance);
        try (Book book = shelf.book(99);
                Book other = shelf.book(7)) {
            assertThat(book.pages()).isEqualTo(99);
            book.add(2);
            assertThat(book.isLong()).isTrue();
            assertThat(other.isLong()).isFalse();
            assertThat(book.title()).isEqualTo("a title");
            assertThat(book.compare(other)).isEqualTo(94);
            assertThat(book.read(1)).isCompletedWithValue(106);
            try (Book copy = book.copy();
                    Book longest = shelf.longest(List.of(other, book, copy))) {
                assertThat(copy.pages()).isEqualTo(101);
                assertThat(longest.pages()).isEqualTo(101);
                assertThat(shelf.live()).isEqualTo(4);
            }
            assertThat(shelf.live()).isEqualTo(2);
        }
        assertThat(shelf.live()).isZero();
    }

    @Test
    void onlyWhatStandsForAnObjectIsInTheHostsHands() {
        Book book = shelf.book(3);
        assertThat(book).hasToString("acme:shelf/books@1.book of guest shelf-guest");
        book.close();
        assertThat(book).hasToString("acme:shelf/books@1.book of guest shelf-guest, no more");
    }

    // ---- lent, in every position ----

    @Test
    void whatIsLentStaysTheHosts() {
        Book a = shelf.book(10);
        Book b = shelf.book(20);
        assertThat(shelf.sum(List.of(a, b, a))).isEqualTo(40);
        assertThat(shelf.lend(Optional.of(b), 3)).isEqualTo(60);
        assertThat(shelf.lend(Optional.empty(), 3)).isEqualTo(-1);
        assertThat(a.compare(a)).isZero();
        assertThat(shelf.live()).isEqualTo(2);
    }

    // ---- given, in every position ----

    @Test
    void whatIsGivenIsTheGuestsUntilItReturnsOrDropsIt() {
        Book book = shelf.book(10);
        assertThat(shelf.keep(book)).isEqualTo(10);
        Book back = shelf.kept().orElseThrow();
        assertThat(back.pages()).isEqualTo(10);
        assertThat(shelf.kept()).isEmpty();
        assertThat(shelf.keep(back)).isEqualTo(10);
        assertThat(shelf.keep(shelf.book(11))).as("which drops the first").isEqualTo(11);
        assertThat(shelf.live()).isEqualTo(1);
    }

    @Test
    void listsRecordsAndFuturesHoldObjectsToo() {
        List<Book> books = shelf.make(3);
        assertThat(books).extracting(Book::pages).containsExactly(0, 1, 2);
        Pair swapped = shelf.swap(new Pair(books.get(1), 7, books.get(2)));
        assertThat(swapped.first().pages()).isEqualTo(2);
        assertThat(swapped.number()).isEqualTo(8);
        assertThat(swapped.second().pages()).isEqualTo(1);
        isOver(books.get(1), "it was given to the guest");
        answer = new CompletableFuture<>();
        CompletableFuture<Book> later = shelf.later(1);
        assertThat(later).isNotDone();
        answer.complete(List.of(44));
        assertThat(later.join().pages()).isEqualTo(44);
    }

    @Test
    void anErrorHoldsAnObjectToo() throws Shelf.Worn {
        assertThat(shelf.wear(shelf.book(20)).pages()).isEqualTo(19);
        assertThatExceptionOfType(Shelf.Worn.class)
                .isThrownBy(() -> shelf.wear(shelf.book(5)))
                .satisfies(worn -> assertThat(worn.error().pages()).isEqualTo(4));
    }

    // ---- misuse ----

    private static void isOver(Book book, String why) {
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(book::pages)
                .withMessage("cannot use the acme:shelf/books@1.book: " + why);
    }

    @Test
    void whatIsClosedOrGivenAwayIsNotUsedAnyMore() {
        Book closed = shelf.book(1);
        closed.close();
        closed.close();
        isOver(closed, "it is closed");
        Book given = shelf.book(2);
        shelf.keep(given);
        isOver(given, "it was given to the guest");
        given.close();
        assertThat(shelf.kept().orElseThrow().pages()).as("closing did nothing").isEqualTo(2);
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void anObjectOfAnotherInstanceIsRefused() {
        try (Instance other = instance(Tools.TARGET)) {
            Book foreign = shelf(other).book(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> shelf.keep(foreign))
                    .withMessage(
                            "the acme:shelf/books@1.book that was passed is of another instance, of guest shelf-guest");
            assertThat(foreign.pages()).isEqualTo(1);
        }
    }

    @Test
    void whatNoGuestHasMadeIsRefused() {
        Book mine = new Book() {
            @Override
            public int pages() {
                return 1;
            }

            @Override
            public String title() {
                return "mine";
            }

            @Override
            public void add(int pages) {}

            @Override
            public int compare(Book other) {
                return 0;
            }

            @Override
            public CompletableFuture<Integer> read(int pages) {
                return CompletableFuture.completedFuture(0);
            }

            @Override
            public Book copy() {
                return this;
            }

            @Override
            public void close() {}
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shelf.sum(List.of(mine)))
                .withMessageContaining(
                        "is an object of class " + mine.getClass().getName())
                .withMessageContaining("a guest takes only what guests have made");
        assertThat(instance.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void aCallThatCannotBeMadeGivesNothing() {
        Book a = shelf.book(1);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> shelf.swap(new Pair(a, 1, a)))
                .withMessage("cannot use the acme:shelf/books@1.book: the same call gives it to the guest");
        assertThat(a.pages()).isEqualTo(1);
        Book closed = shelf.book(2);
        closed.close();
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> shelf.swap(new Pair(a, 1, closed)))
                .withMessageContaining("it is closed");
        assertThat(a.pages()).isEqualTo(1);
        assertThat(shelf.keep(a)).isEqualTo(1);
    }

    // ---- handles die with the instance ----

    @Test
    void aResetEndsAllObjects() {
        Book book = shelf.book(1);
        instance.reset();
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(book::pages)
                .withMessage("cannot use the acme:shelf/books@1.book: its instance was reset");
        book.close();
        assertThat(shelf.live()).isZero();
        assertThat(shelf.book(2).pages()).isEqualTo(2);
    }

    @Test
    void anInstanceThatIsClosedHasNone() {
        Book book = shelf.book(1);
        instance.close();
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(book::pages)
                .withMessageContaining("CLOSED");
        book.close();
    }

    @Test
    void aGuestThatHasFailedDestroysNothing() {
        Book book = shelf.book(1);
        Book bad = shelf.book(666);
        assertThatExceptionOfType(GuestTrapException.class).isThrownBy(bad::close);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(book::pages)
                .withMessageContaining("FAULTED");
        book.close();
        instance.recover();
        isOver(book, "it is closed");
        assertThat(shelf.live()).isEqualTo(2);
    }

    @Test
    void anObjectIsNotClosedWhileItsGuestIsUnderWay() {
        Book book = shelf.book(1);
        answer = new CompletableFuture<>();
        CompletableFuture<Integer> reading = book.read(3);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(book::close)
                .withMessageContaining("BLOCKED");
        answer.complete(List.of(3));
        assertThat(reading).isCompletedWithValue(4);
        book.close();
        assertThat(shelf.live()).isZero();
    }

    // ---- destructors that wait, and guests that do not ----

    private void replace(String old, String by) {
        instance.close();
        instance = instance(text -> {
            assertThat(text).contains(old);
            return Tools.OLD.spelt(text.replace(old, by));
        });
        shelf = shelf(instance);
    }

    @Test
    void aDestructorMayWait() {
        replace(
                "(i32.store offset=4 (local.get $book) (i32.const 0))",
                "(i32.store offset=4 (local.get $book) (i32.sub (call $wait (i32.const 0)) (i32.const 5)))");
        shelf.keep(shelf.book(7));
        answer = new CompletableFuture<>();
        CompletableFuture<RunResult> dropping = instance.runAsync("drop", 1).start(Runnable::run);
        assertThat(dropping).isNotDone();
        assertThat(instance.state()).isEqualTo(InstanceState.BLOCKED);
        answer.complete(List.of(5));
        assertThat(dropping).isDone();
        assertThat(shelf.live()).isZero();
    }

    @Test
    void aGuestThatCannotWaitDestroysObjectsInPlainCalls() {
        replace(
                "(import \"host\" \"wait\" (func $wait (param i32) (result i32)))",
                "(func $wait (param i32) (result i32) (local.get 0))");
        shelf.keep(shelf.book(10));
        assertThat(shelf.keep(shelf.book(11))).as("which drops the first").isEqualTo(11);
        assertThat(shelf.live()).isEqualTo(1);
        shelf.kept().orElseThrow().close();
        assertThat(shelf.live()).isZero();
    }

    // ---- what guests do wrong ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop | 9 | handle 9 is dropped as a acme:shelf/books@1.book, but the guest has no such handle",
                "rep | 0 | handle 0 is looked up as a acme:shelf/books@1.book, but the guest has no such handle",
                "PATHkeep | 77 | handle 77 is looked up as a acme:shelf/books@1.book, but the guest has no such handle",
            })
    void aNumberThatIsNoHandleEndsTheGuest(String function, int handle, String message) {
        String export = function.replace("PATH", "acme:shelf/books@1.2.3#");
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> instance.run(export, handle))
                .withMessageContaining(message);
    }

    @Test
    void whatTheGuestImportsIsOfItsType() {
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> instance(text -> Tools.OLD
                        .spelt(text)
                        .replace(
                                "(import \"host\"",
                                "(import \"[export]acme:shelf/books@1.2.3\" \"[resource-rep]pen\""
                                        + " (func (param i64) (result i32))) (import \"host\"")))
                .withMessageContaining(
                        "mistyped: [export]acme:shelf/books@1.2.3.[resource-rep]pen is imported as the function"
                                + " (i64) -> i32, but given is the function (i32) -> i32");
    }

    @Test
    void aHandleThatIsReturnedMustBeThere() {
        instance.close();
        instance = instance(text ->
                Tools.OLD.spelt(text).replace("(call $new (call $made (local.get $pages)))", "(local.get $pages)"));
        shelf = shelf(instance);
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> shelf.book(5))
                .withMessageContaining(
                        "handle 5 is passed as an own acme:shelf/books@1.book, but the guest has no such handle");
    }

    @Test
    void aGuestHasSoManyHandles() {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> shelf.make(9))
                .withCauseInstanceOf(LimitsExceededException.class);
    }

    @Test
    void aDestructorIsOfItsTypeAndNeedNotBeThere() {
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> instance(text ->
                        Tools.OLD.spelt(text).replace("#[dtor]book\") (param", "#[dtor]book\") (param i64) (param")))
                .withMessageContaining(
                        "mistyped: acme:shelf/books@1.2.3#[dtor]book destroys a acme:shelf/books@1.book and must"
                                + " be (i32) -> (), but the guest exports it as (i64, i32) -> ()");
        try (Instance without = instance(text -> Tools.OLD.spelt(text).replace("#[dtor]book", "#[other]book"))) {
            Shelf other = shelf(without);
            Book book = other.book(3);
            book.close();
            isOver(book, "it is closed");
            assertThat(other.live()).isEqualTo(1);
        }
    }
}
