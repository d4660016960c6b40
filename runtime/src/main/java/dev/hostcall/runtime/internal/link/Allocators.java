package dev.hostcall.runtime.internal.link;

import static java.util.stream.Collectors.joining;

import dev.hostcall.abi.BuildTarget;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.link.Allocator.Convention;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.AllocatorDeclaration;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a guest's allocator: the one that was named, or the first that the guest has of some conventions. */
public final class Allocators {
    private static final Signature ONE_POINTER = Signature.parse("i:");
    private static final List<Signature> RELEASES =
            List.of(ONE_POINTER, Signature.parse("ii:"), Signature.parse("iii:"));

    private static final List<Names> CONVENTIONS = List.of(
            new Names(Convention.REALLOC, "cabi_realloc", "", ""),
            new Names(Convention.REALLOC, BuildTarget.REALLOC, "", ""),
            new Names(Convention.SIZE, "malloc", "", "free"),
            new Names(Convention.SIZE_AND_CLASS, "__new", "__pin", "__unpin"));

    private final ModuleCore module;
    private final Use use;
    private final List<String> flaws = new ArrayList<>();

    /** What memory is taken for. */
    public enum Use {
        /** Results of hostcalls, which are the guest's. */
        RESULTS,
        /** Arguments of calls, behind which some conventions have the host give it back. */
        ARGUMENTS
    }

    /** What the functions of a convention are called; empty is what it has not. */
    private record Names(Convention convention, String allocate, String pin, String release) {
        @Override
        public String toString() {
            return List.of(allocate, pin, release).stream()
                    .filter(name -> !name.isEmpty())
                    .collect(joining(" and "));
        }
    }

    private Allocators(ModuleCore module, Use use) {
        this.module = module;
        this.use = use;
    }

    /** That of a module, which was linked. */
    public static Allocator of(ModuleCore module, AllocatorDeclaration declared) {
        return new Allocators(module, Use.RESULTS)
                .find(declared)
                .orElseThrow(() -> new IllegalArgumentException("guest %s has no allocator; it exports %s"
                        .formatted(module.name(), List.copyOf(module.exports()))));
    }

    /** That of a module for arguments of a call, if it is whole. */
    static Optional<Allocator> forArguments(ModuleCore module, AllocatorDeclaration declared) {
        return new Allocators(module, Use.ARGUMENTS).find(declared);
    }

    /** What is wrong with a module that imports a hostcall, as to its allocator. */
    static Optional<String> problem(ModuleCore module, HostcallDeclaration hostcall) {
        return hostcall.allocation() == HostcallDeclaration.Allocation.NONE
                ? Optional.empty()
                : problem(module, hostcall.allocator(), Use.RESULTS, hostcall.qualifiedName());
    }

    /** What is wrong with a module that is given memory, as to its allocator. */
    static Optional<String> problem(ModuleCore module, AllocatorDeclaration declared, Use use, String giver) {
        Allocators search = new Allocators(module, use);
        if (search.find(declared).isPresent()) {
            return Optional.empty();
        }
        String looked = declared.isByConvention() ? byConvention() : search.named(declared);
        String kind = search.flaws.isEmpty() ? "missing: " : "mistyped: ";
        String found = search.flaws.isEmpty() ? "it exports none" : String.join("; ", search.flaws);
        return Optional.of("%s%s gives the guest memory, which it takes by an exported function %s; %s"
                .formatted(kind, giver, looked, found));
    }

    private static String byConvention() {
        return "%s %s, by %s, or by AssemblyScript's %s"
                .formatted(CONVENTIONS.get(0), Convention.REALLOC.signature(), CONVENTIONS.get(2), CONVENTIONS.get(3));
    }

    private String named(AllocatorDeclaration declared) {
        String release = declared.release().isEmpty() || use == Use.RESULTS
                ? ""
                : ", and gives back by one called " + declared.release();
        return "called " + declared.allocate() + ", as @GuestAllocator says" + release;
    }

    private Optional<Allocator> find(AllocatorDeclaration declared) {
        return declared.isByConvention() ? conventional() : ofNames(declared);
    }

    /** The first convention of which there is the function that takes memory stands, though others may be whole. */
    private Optional<Allocator> conventional() {
        return CONVENTIONS.stream()
                .filter(names -> module.export(names.allocate()).isPresent())
                .findFirst()
                .flatMap(this::whole);
    }

    private Optional<Allocator> whole(Names names) {
        Convention convention = names.convention();
        Optional<ExportedFunction> allocate = typed(names.allocate(), List.of(convention.signature()));
        Optional<ExportedFunction> pin =
                names.pin().isEmpty() ? Optional.empty() : typed(names.pin(), List.of(Convention.SIZE.signature()));
        Optional<ExportedFunction> release = names.release().isEmpty() || use == Use.RESULTS
                ? Optional.empty()
                : typed(names.release(), List.of(ONE_POINTER));
        return flaws.isEmpty()
                ? allocate.map(function -> new Allocator(convention, function, pin, release))
                : Optional.empty();
    }

    private Optional<Allocator> ofNames(AllocatorDeclaration declared) {
        Optional<ExportedFunction> allocate = module.export(declared.allocate());
        if (allocate.isEmpty()) {
            return Optional.empty();
        }
        Optional<Convention> convention =
                List.of(Convention.SIZE, Convention.SIZE_AND_ALIGNMENT, Convention.REALLOC).stream()
                        .filter(each -> each.signature().equals(allocate.get().signature()))
                        .findFirst();
        if (convention.isEmpty()) {
            flaws.add(
                    "it exports %s, which is neither %s, of a size, nor %s, of a size and an alignment, nor %s, as cabi_realloc"
                            .formatted(
                                    allocate.get(),
                                    Convention.SIZE.signature(),
                                    Convention.SIZE_AND_ALIGNMENT.signature(),
                                    Convention.REALLOC.signature()));
        }
        Optional<ExportedFunction> release = declared.release().isEmpty() || use == Use.RESULTS
                ? Optional.empty()
                : typed(declared.release(), RELEASES);
        return flaws.isEmpty()
                ? convention.map(known -> new Allocator(known, allocate.get(), Optional.empty(), release))
                : Optional.empty();
    }

    private Optional<ExportedFunction> typed(String name, List<Signature> allowed) {
        Optional<ExportedFunction> found = module.export(name);
        if (found.isEmpty()) {
            flaws.add("it exports no " + name);
        } else if (!allowed.contains(found.get().signature())) {
            String types = allowed.stream().map(Signature::toString).collect(joining(" or "));
            flaws.add("it exports " + found.get() + ", which must be " + types);
        }
        return found;
    }
}
