package dev.hostcall.integration;

/** How often races are provoked: a number for every day, and {@code -Dhostcall.rounds=N} times that for a campaign. */
public final class Rounds {
    private static final int FACTOR = Integer.getInteger("hostcall.rounds", 1);

    private Rounds() {}

    /** So often now. */
    public static int of(int everyDay) {
        return Math.multiplyExact(everyDay, FACTOR);
    }
}
