// Generated from com.example.Library; do not edit.
package com.example;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.spi.ExportDeclaration;
import dev.hostcall.runtime.spi.Flat;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.GuestExports;
import dev.hostcall.runtime.spi.GuestHandle;
import dev.hostcall.runtime.spi.Lift;
import dev.hostcall.runtime.spi.Lower;
import dev.hostcall.runtime.spi.ResourceType;
import dev.hostcall.runtime.spi.ReturnedFunction;
import java.lang.Integer;
import java.lang.Override;
import java.lang.String;
import java.lang.SuppressWarnings;
import java.lang.Void;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Calls a guest by what {@code Library} declares.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class LibraryGuest implements Library {
    private static final ExportDeclaration[] DECLARATIONS = {
        ExportDeclaration.of("acme:library/books@0.2.1#[constructor]book", "ii:i").allocating(),
        ExportDeclaration.of("acme:library/books@0.2.1#[static]book.find-by", "i:i"),
        ExportDeclaration.of("acme:library/books@0.2.1#lend", "iiii:i").allocating(),
        ExportDeclaration.of("acme:library/books@0.2.1#give-back", "ii:"),
        ExportDeclaration.of("acme:library/books@0.2.1#[method]book.page", "i:i"),
        ExportDeclaration.of("acme:library/books@0.2.1#[method]book.read", "ii:i"),
        ExportDeclaration.of("acme:library/books@0.2.1#[method]book.alike", "iiii:i")
    };

    private static final ResourceType<?> BOOK_TYPE = ResourceType.ofGuest("acme:library/books@0.2.1", "book");

    private static final ResourceType<?> MARK_TYPE = ResourceType.ofGuest("acme:library/books@0.2.1", "place-mark");

    private final GuestExports exports;

    private final Executor executor;

    private LibraryGuest(GuestExports exports, Executor executor) {
        this.exports = exports;
        this.executor = executor;
    }

    /**
     * Calls an instance; refused if it lacks something that is declared. Futures run on the executor.
     */
    public static LibraryGuest of(Instance instance, Executor executor) {
        return new LibraryGuest(instance.exports(DECLARATIONS), Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public Library.Book open(String title) {
        return exports.<Library.Book>call(0, (Frame frame) -> {
            Lower out = frame.lower();
            Flat flat = new Flat(2);
            flat.pair(0, out.string(title));
            flat.pass(frame);
        }, (Frame frame) -> {
            Lift in = frame.lending(this);
            try {
                Library.Book result = new BookHandle(in.caller(LibraryGuest.class), in.held(frame.i32(0), BOOK_TYPE));
                in.pass();
                return result;
            } finally {
                in.end();
            }
        });
    }

    @Override
    public Optional<Library.Book> findBy(int number) {
        return exports.<Optional<Library.Book>>call(1, (Frame frame) -> {
            Flat flat = new Flat(1);
            flat.i32(0, number);
            flat.pass(frame);
        }, (Frame frame) -> {
            Lift in = frame.lending(this);
            try {
                long at = in.at(frame.i32(0), 8, 4);
                Optional<Library.Book> result = liftOptionalBook(in, at);
                in.pass();
                return result;
            } finally {
                in.end();
            }
        });
    }

    @Override
    public Library.Loan lend(Library.Loan loan, List<Library.Book> other) {
        return exports.<Library.Loan>call(2, (Frame frame) -> {
            Lower out = frame.lower();
            Flat flat = new Flat(4);
            Library.Loan part = Lower.present(loan, "Library.Loan");
            flat.i32(0, out.giveBack(part.book(), BOOK_TYPE));
            flat.i32(1, out.giveBack(part.mark(), MARK_TYPE));
            flat.pair(2, lowerBookList(out, other));
            flat.pass(frame);
        }, (Frame frame) -> {
            Lift in = frame.lending(this);
            try {
                long at = in.at(frame.i32(0), 8, 4);
                Library.Loan result = liftLoan(in, at);
                in.pass();
                return result;
            } finally {
                in.end();
            }
        });
    }

    @Override
    public void giveBack(Library.Mark mark, Library.Book book) {
        exports.<Void>call(3, (Frame frame) -> {
            Lower out = frame.lower();
            Flat flat = new Flat(2);
            flat.i32(0, out.giveBack(mark, MARK_TYPE));
            flat.i32(1, out.lendBack(book, BOOK_TYPE));
            flat.pass(frame);
        }, (Frame frame) -> {
            return null;
        });
    }

    private static Optional<Library.Book> liftOptionalBook(Lift in, long at) {
        return Lift.discriminant(in.u8(at), 2, "Optional") == 0 ? Optional.empty() : Optional.of(new BookHandle(in.caller(LibraryGuest.class), in.held(in.i32(at + 4), BOOK_TYPE)));
    }

    private static long lowerBookList(Lower out, List<Library.Book> value) {
        List<Library.Book> elements = Lower.elements(value);
        long place = out.list(elements.size(), 4, 4);
        long at = place;
        for (Library.Book each : elements) {
            out.i32(at, out.lendBack(each, BOOK_TYPE));
            at += 4;
        }
        return Lower.pair(place, elements.size());
    }

    private static Library.Loan liftLoan(Lift in, long at) {
        return new Library.Loan(new BookHandle(in.caller(LibraryGuest.class), in.held(in.i32(at), BOOK_TYPE)),
                new MarkHandle(in.caller(LibraryGuest.class), in.held(in.i32(at + 4), MARK_TYPE)));
    }

    private static List<Library.Book> liftBookList(Lift in, int pointer, int length) {
        long at = in.list(pointer, length, 4, 4);
        int count = Lift.length(length);
        List<Library.Book> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++, at += 4) {
            elements.add(new BookHandle(in.caller(LibraryGuest.class), in.held(in.i32(at), BOOK_TYPE)));
        }
        return elements;
    }

    private static final class BookHandle extends GuestHandle implements Library.Book {
        private final LibraryGuest guest;

        private BookHandle(LibraryGuest guest, GuestHandle.Held held) {
            super(held);
            this.guest = guest;
        }

        @Override
        public int page() {
            return guest.exports.<Integer>queuedCall(4, (Frame frame) -> {
                Lower out = frame.lower();
                Flat flat = new Flat(1);
                flat.i32(0, out.lendBack(this, BOOK_TYPE));
                flat.pass(frame);
            }, (Frame frame) -> {
                return frame.i32(0);
            });
        }

        @Override
        public CompletableFuture<String> read(int pages) {
            return guest.exports.<String>run(5, (Frame frame) -> {
                Lower out = frame.lower();
                Flat flat = new Flat(2);
                flat.i32(0, out.lendBack(this, BOOK_TYPE));
                flat.i32(1, pages);
                flat.pass(frame);
            }, (Frame frame) -> {
                Lift in = frame.lift();
                long at = in.at(frame.i32(0), 8, 4);
                return in.string(in.i32(at), in.i32(at + 4));
            }).start(guest.executor);
        }

        @Override
        public List<Library.Book> alike(Library.Book other, Optional<Library.Book> more) {
            return guest.exports.<List<Library.Book>>call(6, (Frame frame) -> {
                Lower out = frame.lower();
                Flat flat = new Flat(4);
                flat.i32(0, out.lendBack(this, BOOK_TYPE));
                flat.i32(1, out.lendBack(other, BOOK_TYPE));
                Optional<Library.Book> part = Lower.present(more, "Optional<Library.Book>");
                if (part.isPresent()) {
                    flat.i32(2, 1);
                    flat.i32(3, out.lendBack(part.get(), BOOK_TYPE));
                }
                flat.pass(frame);
            }, (Frame frame) -> {
                Lift in = frame.lending(guest);
                try {
                    long at = in.at(frame.i32(0), 8, 4);
                    List<Library.Book> result = liftBookList(in, in.i32(at), in.i32(at + 4));
                    in.pass();
                    return result;
                } finally {
                    in.end();
                }
            });
        }

        @Override
        public void close() {
            GuestHandle.close(this, ReturnedFunction.Turns.REFUSED);
        }
    }

    private static final class MarkHandle extends GuestHandle implements Library.Mark {
        private final LibraryGuest guest;

        private MarkHandle(LibraryGuest guest, GuestHandle.Held held) {
            super(held);
            this.guest = guest;
        }

        @Override
        public void close() {
            GuestHandle.close(this, ReturnedFunction.Turns.REFUSED);
        }
    }
}
