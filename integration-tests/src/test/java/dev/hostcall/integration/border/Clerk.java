package dev.hostcall.integration.border;

import dev.hostcall.GuestInterface;
import dev.hostcall.Own;
import dev.hostcall.integration.border.Store.Busy;
import dev.hostcall.integration.border.Store.Door;
import dev.hostcall.integration.border.Store.Gift;
import dev.hostcall.integration.border.Store.Loan;
import dev.hostcall.integration.border.Store.Session;
import dev.hostcall.runtime.GuestRun;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What {@code clerk-guest.wat} exports: a guest that is lent and given resources of its host. */
@GuestInterface
interface Clerk {
    int look(Session session);

    int lookTwice(Session a, Session b);

    int lookAll(List<Session> sessions);

    int lookLoan(Loan loan);

    CompletableFuture<Integer> lookLater(Session session);

    int forget(Session session);

    int trap(Session session);

    int endLent(Session session);

    void keep(@Own Session session);

    void keepNamed(@Own Session session, String name);

    Session giveBack();

    Session through(@Own Session session);

    CompletableFuture<Session> throughLater(@Own Session session);

    GuestRun<Session> throughRun(@Own Session session);

    Gift gift(Gift gift);

    Door door(Door door);

    Optional<Session> optional(Optional<@Own Session> session);

    List<Session> all(List<@Own Session> sessions);

    Session orBusy(@Own Session session, boolean busy) throws Busy;

    int number(int handle);
}
