package com.example;

import dev.hostcall.GuestConstructor;
import dev.hostcall.GuestInterface;
import dev.hostcall.GuestStatic;
import dev.hostcall.Own;
import dev.hostcall.Queued;
import dev.hostcall.Resource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lends books. */
@GuestInterface("acme:library/books@0.2.1")
public interface Library {
    /** What one reads. */
    @Resource
    interface Book extends AutoCloseable {
        /** How far one has come. */
        @Queued
        int page();

        CompletableFuture<String> read(int pages);

        List<Book> alike(Book other, Optional<Book> more);

        @Override
        void close();
    }

    /** Has no methods. */
    @Resource("place-mark")
    interface Mark extends AutoCloseable {
        @Override
        void close();
    }

    record Loan(@Own Book book, @Own Mark mark) {}

    /**
     * Opens one.
     *
     * @param title what is on its cover
     */
    @GuestConstructor
    Book open(String title);

    @GuestStatic(Book.class)
    Optional<Book> findBy(int number);

    Loan lend(Loan loan, List<Book> other);

    void giveBack(@Own Mark mark, Library.Book book);
}
