package dev.hostcall.integration.border;

import dev.hostcall.GuestConstructor;
import dev.hostcall.GuestInterface;
import dev.hostcall.GuestStatic;
import dev.hostcall.HostcallError;
import dev.hostcall.Own;
import dev.hostcall.Resource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What {@code shelf-guest.wat} exports: a resource that it defines, passed in every position. */
@GuestInterface("acme:shelf/books@1.2.3")
interface Shelf {
    /** Some text of the guest's. */
    @Resource
    interface Book extends AutoCloseable {
        int pages();

        String title();

        void add(int pages);

        int compare(Book other);

        CompletableFuture<Integer> read(int pages);

        Book copy();

        default boolean isLong() {
            return pages() > 100;
        }

        @Override
        void close();
    }

    /** For parameters and results. */
    record Pair(@Own Book first, int number, @Own Book second) {}

    /** An error with a resource. */
    @HostcallError
    final class Worn extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Book error;

        Worn(Book error) {
            this.error = error;
        }

        Book error() {
            return error;
        }
    }

    @GuestConstructor
    Book book(int pages);

    @GuestStatic(Book.class)
    Book longest(List<Book> of);

    int sum(List<Book> books);

    int lend(Optional<Book> book, int times);

    int keep(@Own Book book);

    Optional<Book> kept();

    List<Book> make(int count);

    Pair swap(Pair pair);

    CompletableFuture<Book> later(int pages);

    Book wear(Book book) throws Worn;

    int live();
}
