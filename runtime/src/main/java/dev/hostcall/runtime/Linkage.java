package dev.hostcall.runtime;

import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which hostcall stands behind each import of an instance, by the index the guest calls with. */
final class Linkage {
    private final Hostcalls[] targets;
    private final int[] indices;
    private final boolean[] suspending;

    private Linkage(int imports) {
        targets = new Hostcalls[imports];
        indices = new int[imports];
        suspending = new boolean[imports];
    }

    /**
     * Resolves all imports.
     *
     * @throws LinkException naming every import that is missing, mistyped or offered twice
     */
    static Linkage of(GuestModule module, Hostcalls... offers) {
        List<String> problems = new ArrayList<>();
        Map<String, Offer> byName = index(offers, problems);
        List<GuestModule.Import> imports = module.imports();
        Linkage linkage = new Linkage(imports.size());
        for (int i = 0; i < imports.size(); i++) {
            GuestModule.Import wanted = imports.get(i);
            Offer offer = byName.get(key(wanted.module(), wanted.name()));
            if (offer == null) {
                problems.add("missing: %s %s is imported, but no hostcall of this name is given"
                        .formatted(wanted.qualifiedName(), wanted.signature()));
            } else if (!offer.declaration().signature().equals(wanted.signature())) {
                problems.add("mistyped: %s is imported as %s, but the hostcall is %s"
                        .formatted(
                                wanted.qualifiedName(),
                                wanted.signature(),
                                offer.declaration().signature()));
            } else {
                linkage.set(i, offer);
            }
        }
        if (!problems.isEmpty()) {
            throw new LinkException("guest " + module.name(), problems);
        }
        return linkage;
    }

    private static Map<String, Offer> index(Hostcalls[] offers, List<String> problems) {
        Map<String, Offer> byName = new HashMap<>();
        for (Hostcalls hostcalls : offers) {
            List<HostcallDeclaration> declarations = hostcalls.declarations();
            for (int i = 0; i < declarations.size(); i++) {
                HostcallDeclaration declaration = declarations.get(i);
                Offer offer = new Offer(hostcalls, i, declaration);
                Offer other = byName.putIfAbsent(key(declaration.module(), declaration.name()), offer);
                if (other != null) {
                    problems.add("surplus: %s is given twice, by %s and by %s"
                            .formatted(declaration.qualifiedName(), other.owner(), offer.owner()));
                }
            }
        }
        return byName;
    }

    /** Names may hold dots; the length keeps a.b + c apart from a + b.c. */
    private static String key(String module, String name) {
        return module.length() + ":" + module + name;
    }

    private void set(int index, Offer offer) {
        targets[index] = offer.hostcalls();
        indices[index] = offer.index();
        suspending[index] = offer.declaration().kind() == HostcallDeclaration.Kind.SUSPENDING;
    }

    /** Calls the method behind an import. */
    void call(int index, Frame frame) throws Throwable {
        targets[index].call(indices[index], frame);
    }

    /** Whether that method's body may suspend the guest. */
    boolean maySuspend(int index) {
        return suspending[index];
    }

    /** {@code module.name} of the import with an index. */
    String name(int index) {
        return targets[index].declarations().get(indices[index]).qualifiedName();
    }

    private record Offer(Hostcalls hostcalls, int index, HostcallDeclaration declaration) {
        String owner() {
            return hostcalls.getClass().getName();
        }
    }
}
