package dev.hostcall.runtime.internal.object;

import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;

/**
 * How a module's imports were resolved where all of them were hostcalls: the next instance whose hostcalls are declared by the same
 * objects has them resolved so too, without looking for names.
 *
 * @param offered what was offered, in its order
 * @param targets what answers each import
 */
public record Resolution(List<List<HostcallDeclaration>> offered, List<Target> targets) {

    /**
     * What answers an import.
     *
     * @param offer which of the offers
     * @param index which hostcall of that
     */
    public record Target(int offer, int index) {}

    /** Whether one of the offers was declared by the same objects: a class has its declarations once, and to compare texts takes long. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isOf(int offer, List<HostcallDeclaration> declarations) {
        List<HostcallDeclaration> known = offered.get(offer);
        if (known.size() != declarations.size()) {
            return false;
        }
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) != declarations.get(i)) {
                return false;
            }
        }
        return true;
    }
}
