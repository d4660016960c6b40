package dev.hostcall.runtime.internal.object;

import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a module's imports were resolved where all of them were hostcalls: the next instance whose hostcalls are declared by the same
 * objects has them resolved so too, without looking for names.
 */
public final class Resolution {
    private final List<List<HostcallDeclaration>> offered;
    private final int[] offers; // by import: which of those
    private final int[] indices; // and which hostcall of it

    /** For so many imports, from what was offered. */
    public Resolution(List<List<HostcallDeclaration>> offered, int imports) {
        this.offered = List.copyOf(offered);
        this.offers = new int[imports];
        this.indices = new int[imports];
    }

    /** Notes what an import was resolved to. */
    public void put(int imported, int offer, int index) {
        offers[imported] = offer;
        indices[imported] = index;
    }

    /** How much was offered. */
    public int offers() {
        return offered.size();
    }

    /** Whether one of the offers was declared by the same objects. */
    @SuppressWarnings(
            "ReferenceEquality") // each class's hostcalls have the same declarations, and to compare texts takes long
    public boolean isOf(int offer, @Nullable List<HostcallDeclaration> declarations) {
        List<HostcallDeclaration> known = offered.get(offer);
        if (declarations == null || known.size() != declarations.size()) {
            return false;
        }
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) != declarations.get(i)) {
                return false;
            }
        }
        return true;
    }

    public int imports() {
        return offers.length;
    }

    /** Which of the offers an import was resolved to. */
    public int offer(int imported) {
        return offers[imported];
    }

    /** Which hostcall of that offer. */
    public int index(int imported) {
        return indices[imported];
    }
}
