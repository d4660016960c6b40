package dev.hostcall.runtime;

import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that is offered for import, by module and name. */
final class Offers {
    private static final long MAX_PAGES = 65_536;

    private final Map<String, Offer> byName = new HashMap<>();
    private final Set<String> modules = new HashSet<>();
    private final List<String> problems;

    /** Collects; what is offered twice is added to the problems. */
    Offers(ImportSource[] sources, List<String> problems) {
        this.problems = problems;
        for (ImportSource source : sources) {
            if (source instanceof Hostcalls hostcalls) {
                add(hostcalls);
            } else if (source instanceof InstanceExports exports) {
                modules.add(exports.module());
                add(exports);
            } else if (source instanceof HostImports imports) {
                modules.add(imports.module());
                imports.offers()
                        .forEach(offer -> add(imports.module(), offer.getKey(), new Thing(offer.getValue(), imports)));
            }
        }
    }

    private void add(Hostcalls hostcalls) {
        List<HostcallDeclaration> declarations = hostcalls.declarations();
        for (int i = 0; i < declarations.size(); i++) {
            HostcallDeclaration declaration = declarations.get(i);
            add(declaration.module(), declaration.name(), new Function(hostcalls, i, declaration));
        }
    }

    private void add(InstanceExports exports) {
        Instance instance = exports.instance();
        add(new ForeignHostcalls(instance, exports.module()));
        instance.data()
                .exportedGlobals()
                .forEach((name, global) -> add(exports.module(), name, new Thing(global, instance)));
        instance.data()
                .exportedTables()
                .forEach((name, table) -> add(exports.module(), name, new Thing(table, instance)));
        instance.module()
                .exportedMemory()
                .ifPresent(name -> add(exports.module(), name, new Thing(instance.memory(), instance)));
    }

    private void add(String module, String name, Offer offer) {
        Offer other = byName.putIfAbsent(key(module, name), offer);
        if (other != null) {
            problems.add("surplus: %s.%s is given twice, by %s and by %s"
                    .formatted(module, name, other.owner(), offer.owner()));
        }
    }

    Optional<Offer> find(String module, String name) {
        return Optional.ofNullable(byName.get(key(module, name)));
    }

    /** Whether an instance or the embedder's own imports stand for a module name as a whole. */
    boolean hasModule(String module) {
        return modules.contains(module);
    }

    /** Names may hold dots; the length keeps a.b + c apart from a + b.c. */
    private static String key(String module, String name) {
        return module.length() + ":" + module + name;
    }

    /** One thing that can be imported. */
    sealed interface Offer permits Function, Thing {
        /** Who offers it. */
        String owner();

        /** What it is. */
        String kind();
    }

    /** A hostcall, or another instance's function. */
    record Function(Hostcalls hostcalls, int index, HostcallDeclaration declaration, boolean isSuspending)
            implements Offer {
        Function(Hostcalls hostcalls, int index, HostcallDeclaration declaration) {
            this(hostcalls, index, declaration, declaration.kind() == HostcallDeclaration.Kind.SUSPENDING);
        }

        @Override
        public String owner() {
            return hostcalls.toString();
        }

        @Override
        public String kind() {
            return "the function " + declaration.signature();
        }
    }

    /** A {@link GuestGlobal}, {@link GuestTable}, {@link Memory} or {@link MemorySize}. */
    record Thing(Object thing, Object source) implements Offer {
        @Override
        public String owner() {
            return source instanceof Instance instance
                    ? "instance of " + instance.module().name()
                    : "HostImports";
        }

        @Override
        public String kind() {
            if (thing instanceof GuestGlobal global) {
                return "a " + global.mutability() + " global of type " + global.type();
            }
            if (thing instanceof GuestTable table) {
                String max = table.max() >= MAX_PAGES * MAX_PAGES - 1 ? "any number" : String.valueOf(table.max());
                return "a table of %d to %s elements of type %s".formatted(table.size(), max, table.type());
            }
            if (thing instanceof MemorySize size) {
                return "a memory of %d to %d pages".formatted(size.pages(), size.maxPages());
            }
            return "the memory of another instance";
        }
    }
}
