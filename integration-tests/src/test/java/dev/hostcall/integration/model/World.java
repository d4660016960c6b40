package dev.hostcall.integration.model;

import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.runtime.BoundPolicy;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A few guests in one region, each with room for two asynchronous runs. There is a real one and a model of it; what
 * operations result in, and what can be seen afterwards, is the same in both.
 */
interface World extends AutoCloseable {
    int GUESTS = 4;
    int RUNS = 2;

    /** Fewer than guests, so that the region is full at times. */
    int CAPACITY = 3;

    /** The futures that operations can pick from are the latest so many. */
    int PICKS = 6;

    /** Whether a guest's module has a start function. */
    static boolean hasStart(int guest) {
        return guest % 2 == 1;
    }

    String create(int guest, Program atStart);

    String closeGuest(int guest);

    String reset(int guest);

    String recover(int guest);

    String kill(int guest);

    String takeSwitch(int guest);

    String killTaken(int guest);

    String run(int guest, Program program);

    String start(int guest);

    String resume(int guest, Gift gift);

    String runAsync(int guest, int run, Program program, Terms terms);

    String startAsync(int guest, int run, Terms terms);

    String resumeAsync(int guest, int run, Gift gift, Terms terms);

    String poll(int guest, int run);

    /**
     * Completes all futures that are open, then joins while another thread completes all that come to be. Without a bound: in how
     * many polls it goes is not for us to know then.
     */
    String join(int guest, int run);

    String drive(int guest, int run, Driving driving);

    String closeRun(int guest, int run);

    /** Completes the future of a driven run, which is not for us to complete. */
    String cancel(int guest, int run);

    String bound(int guest, int run, long bound);

    String policy(int guest, int run, BoundPolicy policy);

    String total(int guest, int run, long total);

    String complete(int pick, Outlook outlook);

    /** Wakes through a waker that some poll has left behind. */
    String wake(int pick);

    /** Runs the oldest task of the queue. */
    String task();

    /** Runs the tasks of the other queue, to the last. */
    void settle();

    /** All that can be seen. */
    String view();

    /** What both show of guests, their runs, and the futures that can be picked. */
    static String view(IntFunction<?> guests, Object[][] rooms, List<?> futures) {
        StringBuilder view = new StringBuilder();
        for (int guest = 0; guest < GUESTS; guest++) {
            view.append(guests.apply(guest));
            for (Object room : rooms[guest]) {
                view.append(" | ").append(room);
            }
            view.append('\n');
        }
        return view.append(futures.subList(Math.max(0, futures.size() - PICKS), futures.size()))
                .toString();
    }

    @Override
    void close();

    /** What a yielded guest is resumed with. */
    enum Gift {
        NOTHING,
        NUMBER,
        TEXT
    }

    /** The executor a run is driven by. */
    enum Driving {
        /** Runs a task at once, on the thread that brings it. */
        DIRECT,
        /** Keeps tasks until an operation runs them one by one. */
        QUEUED,
        /** Keeps tasks until the end of the operation; another thread runs them then. */
        ELSEWHERE,
        REJECTING,
        /** Runs the first task at once, and rejects all others. */
        REJECTING_LATER
    }
}
