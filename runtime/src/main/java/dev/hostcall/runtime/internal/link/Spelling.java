package dev.hostcall.runtime.internal.link;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How similar names are. */
final class Spelling {
    private Spelling() {}

    /** The name that may have been meant: spelled the same but for capitals and punctuation, or the most similar. */
    static Optional<String> nearest(String meant, List<String> names) {
        String plain = plain(meant);
        int most = tolerance(plain);
        Optional<String> best = Optional.empty();
        for (String name : names) {
            int distance = distance(plain, plain(name), most);
            if (distance < most) {
                best = Optional.of(name);
                most = distance;
            }
        }
        return best;
    }

    /** From so many differences on, a name is another one, and not a slip of the pen. */
    static int tolerance(String plain) {
        return Math.min(3, plain.length() / 3) + 1;
    }

    /** How many characters have to be put in, left out, changed or swapped with the next; {@code most} if it is at least that. */
    static int distance(String from, String to, int most) {
        if (Math.abs(from.length() - to.length()) >= most) {
            return most;
        }
        int[] last = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], last[j - 2] + 1);
                }
            }
            int[] free = last;
            last = above;
            above = row;
            row = free;
        }
        return Math.min(most, above[to.length()]);
    }

    /** A name as it would be spelled without capitals and punctuation: the same for fetchAll, fetch_all and FETCH-ALL. */
    static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
