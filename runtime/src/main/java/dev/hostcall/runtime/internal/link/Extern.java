package dev.hostcall.runtime.internal.link;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.memory.GlobalCore;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.object.MemorySize;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.Optional;

/** What can be imported, the specification's <i>extern</i>: of the embedder's, or of another instance. */
public sealed interface Extern {

    /** The instance it belongs to; empty if it is the embedder's. */
    Optional<Exporter> instance();

    /** What it is. */
    String kind();

    /** What a name can stand for only once: what it is, without sizes, which change. */
    default String type() {
        return kind();
    }

    /** Who offers it. */
    default String owner() {
        return instance().map(instance -> "instance of " + instance.guest()).orElse("HostImports");
    }

    /**
     * A hostcall, or another instance's function.
     *
     * @param hostcalls what is called, by index
     * @param declaration what it is declared as
     * @param instance the instance it belongs to, if it is one's
     * @param maker who has made it
     * @param isSuspending whether its body may suspend the guest
     */
    record Function(
            Hostcalls hostcalls,
            int index,
            HostcallDeclaration declaration,
            Optional<Exporter> instance,
            Maker maker,
            boolean isSuspending)
            implements Extern {

        /** Who has made a hostcall. */
        public enum Maker {
            /** A user, or generated code; it need not return what it declares. */
            USER,
            /** The runtime: it does. */
            RUNTIME
        }

        /** One of a Java class. */
        static Function ofClass(Hostcalls hostcalls, int index) {
            return of(hostcalls, index, Optional.empty(), Maker.USER);
        }

        /** The only one of what was made for {@link HostOffers}. */
        static Function ofEmbedder(Hostcalls function) {
            return of(function, 0, Optional.empty(), Maker.RUNTIME);
        }

        /** One of an instance's. */
        static Function ofInstance(Hostcalls functions, int index, Exporter instance) {
            return of(functions, index, Optional.of(instance), Maker.RUNTIME);
        }

        private static Function of(Hostcalls hostcalls, int index, Optional<Exporter> instance, Maker maker) {
            HostcallDeclaration declaration = hostcalls.declarations().get(index);
            boolean isSuspending = switch (declaration.kind()) {
                case PLAIN, WAITING -> false;
                case CALLING, SUSPENDING -> true;
            };
            return new Function(hostcalls, index, declaration, instance, maker, isSuspending);
        }

        /** Calls it. */
        public void call(Frame frame) throws Throwable {
            hostcalls.call(index, frame);
        }

        /** The same, called through something else that is the only one of its kind and checks it. */
        public Function checkedBy(Hostcalls checking) {
            return new Function(checking, 0, declaration, instance, Maker.RUNTIME, isSuspending);
        }

        @Override
        public String owner() {
            return hostcalls.toString();
        }

        /** Whether a guest may call it by a type, in the notation of guests: what another guest exports is of that very type. */
        boolean isOf(String type) {
            return instance.map(owner -> owner.functionType(declaration.name()).equals(type))
                    .orElse(true);
        }

        @Override
        public String kind() {
            return instance.map(owner -> kind(owner.functionType(declaration.name())))
                    .orElse(type());
        }

        @Override
        public String type() {
            return type(declaration.signature());
        }

        static String type(Signature signature) {
            return "the function " + signature;
        }

        static String kind(String type) {
            return "the function " + SignatureText.describeSignature(type);
        }
    }

    /** A global. */
    record Global(GlobalCore global, Optional<Exporter> instance) implements Extern {
        @Override
        public String kind() {
            return "a " + global.mutability() + " global of type " + SignatureText.describe(global.text());
        }
    }

    /** A table. */
    record Table(TableCore table, Optional<Exporter> instance) implements Extern {
        private static final long ANY_NUMBER = (long) GuestAbi.MAX_PAGES * GuestAbi.MAX_PAGES - 1;

        @Override
        public String kind() {
            String max = table.max() >= ANY_NUMBER ? "any number" : String.valueOf(table.max());
            return "a table of %d to %s elements of type %s%s"
                    .formatted(table.size(), max, SignatureText.describe(table.text()), by(table.indices()));
        }

        /** What is said of indices that are not the usual ones. */
        static String by(ValueType indices) {
            return indices == ValueType.I64 ? ", with 64-bit indices" : "";
        }

        @Override
        public String type() {
            return "a table of type " + table.text();
        }
    }

    /** A tag. */
    record Tag(TagCore tag, Optional<Exporter> instance) implements Extern {
        @Override
        public String kind() {
            return tag.toString();
        }

        @Override
        public String type() {
            return "a tag";
        }
    }

    /** How large the embedder has the guest's memory be. */
    record MemoryLimits(MemorySize size) implements Extern {
        @Override
        public Optional<Exporter> instance() {
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
    record InstanceMemory(Optional<Exporter> instance) implements Extern {
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
