package dev.hostcall.integration.border;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallError;
import dev.hostcall.HostcallModule;
import dev.hostcall.Own;
import dev.hostcall.Resource;
import dev.hostcall.runtime.Vmctx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Host functions that take and give resources in every position. */
@HostcallModule("store")
final class Store {
    /** What the host was given for good, in order. */
    final List<Session> taken = new ArrayList<>();

    /** What futures wait for; those of ready results for nothing. */
    CompletableFuture<?> gate = CompletableFuture.completedFuture(1);

    /** The latest that the guest was given. */
    List<Session> given = List.of();

    /** How often what is borrowed was closed when the call that had borrowed it ended. */
    int closedAsCallEnded = -1;

    /** What {@code meanwhile} calls in the guest. */
    String meanwhile = "";

    /** A resource that counts how often it is closed. */
    @Resource
    static final class Session implements AutoCloseable {
        final int number;
        int closed;

        @Nullable
        IOException failure;

        @Hostcall
        Session(int number) {
            if (number < 0) {
                throw new IllegalArgumentException("number is " + number);
            }
            this.number = number;
        }

        @Hostcall
        int number() {
            return number;
        }

        @Hostcall
        String label(String prefix) {
            return prefix + number;
        }

        @Hostcall
        CompletionStage<Integer> numberLater(int add) {
            return CompletableFuture.completedFuture(number + add);
        }

        @Hostcall
        int numberOf(Vmctx vmctx, Session other) {
            return vmctx.isAsync() ? -1 : other.number;
        }

        @Hostcall
        static Session twin(Session of) {
            return new Session(of.number);
        }

        @Hostcall
        static CompletableFuture<Session> openLater(int number) {
            return CompletableFuture.completedFuture(new Session(number));
        }

        @Override
        public void close() throws IOException {
            closed++;
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public String toString() {
            return "session " + number;
        }
    }

    /** Another one, which needs no closing. */
    @Resource("db-cursor")
    record Cursor(int at) {
        @Hostcall
        int position() {
            return at;
        }
    }

    /** For parameters. */
    record Loan(Session session, String why) {}

    /** For results and parameters. */
    record Gift(@Own Session session, @Own Cursor cursor, int number) {}

    /** For results and parameters. */
    sealed interface Door permits Shut, Open {}

    record Shut() implements Door {}

    record Open(@Own Session session) implements Door {}

    /** An error with a resource. */
    @HostcallError
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Session error;

        Busy(Session error) {
            this.error = error;
        }

        Session error() {
            return error;
        }
    }

    private Session give(int number) {
        Session session = new Session(number);
        given = List.of(session);
        return session;
    }

    private List<Session> giveAll(int from, int count) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(new Session(from + i));
        }
        given = sessions;
        return sessions;
    }

    private <T> CompletableFuture<T> later(T value) {
        return gate.thenApply(any -> value);
    }

    private int take(Session session) {
        taken.add(session);
        return session.number;
    }

    private static int sum(List<Session> sessions) {
        return sessions.stream().mapToInt(Session::number).sum();
    }

    // ---- borrowed ----

    @Hostcall
    int look(Session session) {
        return session.number;
    }

    @Hostcall
    @SuppressWarnings("FutureReturnValueIgnored") // of what only takes a note
    CompletableFuture<Integer> lookLater(Session session) {
        CompletableFuture<Integer> number = gate.thenApply(any -> session.number);
        number.whenComplete((value, failure) -> closedAsCallEnded = session.closed);
        return number;
    }

    @Hostcall
    int lookAll(List<Session> sessions) {
        return sum(sessions);
    }

    @Hostcall
    int lookMaybe(Optional<Session> session) {
        return session.map(Session::number).orElse(-1);
    }

    @Hostcall
    int lookLoan(Loan loan) {
        return loan.session().number + loan.why().length();
    }

    @Hostcall
    int lookLoans(List<Loan> loans) {
        return loans.stream().mapToInt(this::lookLoan).sum();
    }

    @Hostcall
    int at(Cursor cursor) {
        return cursor.at();
    }

    @Hostcall
    long many(
            Session a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l,
            long m,
            long n,
            long o,
            long p,
            Session q) {
        return a.number + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q.number;
    }

    // ---- owned ----

    @Hostcall
    int end(@Own Session session) {
        return take(session);
    }

    @Hostcall
    CompletableFuture<Integer> endLater(@Own Session session) {
        take(session);
        return later(session.number);
    }

    @Hostcall
    int endAll(List<@Own Session> sessions) {
        taken.addAll(sessions);
        return sum(sessions);
    }

    @Hostcall
    int endMaybe(Optional<@Own Session> session) {
        return session.map(this::take).orElse(-1);
    }

    @Hostcall
    int endGift(Gift gift) {
        return take(gift.session()) + gift.cursor().at() + gift.number();
    }

    @Hostcall
    int endDoor(Door door) {
        return door instanceof Open open ? take(open.session()) : -1;
    }

    @Hostcall
    int lookAndEnd(Session lent, @Own Session own) {
        return lent.number + take(own);
    }

    @Hostcall
    int endAndLook(@Own Session own, Session lent) {
        return lent.number + take(own);
    }

    @Hostcall
    int endNamed(@Own Session session, String name) {
        return take(session) + name.length();
    }

    // ---- given ----

    @Hostcall
    Session open(int number) {
        return give(number);
    }

    @Hostcall
    CompletableFuture<Session> openLater(int number) {
        return later(give(number));
    }

    @Hostcall
    List<Session> openAll(int from, int count) {
        return giveAll(from, count);
    }

    @Hostcall
    CompletableFuture<List<Session>> openAllLater(int from, int count) {
        return later(giveAll(from, count));
    }

    @Hostcall
    Optional<Session> openMaybe(int number) {
        return number < 0 ? Optional.empty() : Optional.of(give(number));
    }

    @Hostcall
    CompletableFuture<Optional<Session>> openMaybeLater(int number) {
        return later(openMaybe(number));
    }

    @Hostcall
    Gift openGift(int number) {
        return new Gift(give(number), new Cursor(number + 1), number + 2);
    }

    @Hostcall
    CompletableFuture<Gift> openGiftLater(int number) {
        return later(openGift(number));
    }

    @Hostcall
    Door openDoor(int number) {
        return number < 0 ? new Shut() : new Open(give(number));
    }

    @Hostcall
    CompletableFuture<Door> openDoorLater(int number) {
        return later(openDoor(number));
    }

    @Hostcall
    Session openOrBusy(int number) throws Busy {
        if (number < 0) {
            throw new Busy(give(-number));
        }
        return give(number);
    }

    @Hostcall
    CompletableFuture<Session> openOrBusyLater(int number) throws Busy {
        return gate.thenCompose(any -> number < 0
                ? CompletableFuture.failedFuture(new Busy(give(-number)))
                : CompletableFuture.completedFuture(give(number)));
    }

    @Hostcall
    Cursor cursor(int at) {
        return new Cursor(at);
    }

    @Hostcall
    @SuppressWarnings("NullAway") // that is what is tested
    Session nothing() {
        return null;
    }

    // ---- while the guest runs ----

    @Hostcall
    int meanwhile(Vmctx vmctx, Session session, int handle) {
        vmctx.call(meanwhile, handle);
        return session.number;
    }

    @Hostcall
    int waiting(Vmctx vmctx, Session session) {
        try {
            vmctx.blockOn(gate);
        } finally {
            closedAsCallEnded = session.closed;
        }
        return session.number;
    }
}
