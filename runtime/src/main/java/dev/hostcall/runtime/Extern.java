package dev.hostcall.runtime;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.Optional;

/** What can be imported, the specification's <i>extern</i>: of the embedder's, or of another instance. */
sealed interface Extern {

    /** The instance it belongs to; empty if it is the embedder's. */
    Optional<InstanceCore> instance();

    /** What it is. */
    String kind();

    /** What a name can stand for only once: what it is, without sizes, which change. */
    default String type() {
        return kind();
    }

    /** Who offers it. */
    default String owner() {
        return instance()
                .map(instance -> "instance of " + instance.module().name())
                .orElse("HostImports");
    }

    /** A hostcall, or another instance's function. */
    record Function(Hostcalls hostcalls, int index, HostcallDeclaration declaration, boolean isSuspending)
            implements Extern {
        Function(Hostcalls hostcalls, int index, HostcallDeclaration declaration) {
            this(hostcalls, index, declaration, declaration.kind() == HostcallDeclaration.Kind.SUSPENDING);
        }

        /** The same, its results collected and checked if there are several of them. */
        Function collected() {
            return CollectedResults.areNeeded(hostcalls, declaration)
                    ? new Function(new CollectedResults(hostcalls, index), 0, declaration)
                    : this;
        }

        @Override
        public Optional<InstanceCore> instance() {
            return hostcalls instanceof ForeignHostcalls foreign ? Optional.of(foreign.callee()) : Optional.empty();
        }

        @Override
        public String owner() {
            return hostcalls.toString();
        }

        @Override
        public String kind() {
            return kind(declaration.signature());
        }

        static String kind(Signature signature) {
            return "the function " + signature;
        }
    }

    /** A global. */
    record Global(GuestGlobal global, Optional<InstanceCore> instance) implements Extern {
        @Override
        public String kind() {
            return "a " + global.mutability() + " global of type " + global.type();
        }
    }

    /** A table. */
    record Table(GuestTable table, Optional<InstanceCore> instance) implements Extern {
        private static final long ANY_NUMBER = (long) GuestAbi.MAX_PAGES * GuestAbi.MAX_PAGES - 1;

        @Override
        public String kind() {
            String max = table.max() >= ANY_NUMBER ? "any number" : String.valueOf(table.max());
            return "a table of %d to %s elements of type %s".formatted(table.size(), max, table.type());
        }

        @Override
        public String type() {
            return "a table of type " + table.type();
        }
    }

    /** How large the embedder has the guest's memory be. */
    record MemoryLimits(MemorySize size) implements Extern {
        @Override
        public Optional<InstanceCore> instance() {
            return Optional.empty();
        }

        @Override
        public String kind() {
            return "a memory of %d to %d pages".formatted(size.pages(), size.maxPages());
        }

        @Override
        public String type() {
            return "a memory";
        }
    }

    /** Another instance's memory, which no guest can import. */
    record ForeignMemory(Optional<InstanceCore> instance) implements Extern {
        @Override
        public String kind() {
            return "the memory of another instance";
        }

        @Override
        public String type() {
            return "a memory";
        }
    }
}
