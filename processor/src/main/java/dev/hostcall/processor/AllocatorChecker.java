package dev.hostcall.processor;

import dev.hostcall.GuestAllocator;
import dev.hostcall.processor.model.AllocatorNames;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** Reads {@code @GuestAllocator}. */
final class AllocatorChecker {
    private AllocatorChecker() {}

    /** The functions that are named for a class or interface, if there are any; what is wrong with their names is reported. */
    static Optional<AllocatorNames> check(TypeElement type, List<Problem> problems) {
        String owner = DeclaredClass.displayName(type);
        Optional<WrittenName> allocate = DeclarationReader.written(type, GuestAllocator.class, "allocate");
        Optional<WrittenName> release = DeclarationReader.written(type, GuestAllocator.class, "release");
        allocate.ifPresent(name -> report(name, "allocate", owner, problems));
        release.filter(name -> !name.isResolved() || !name.text().isEmpty())
                .ifPresent(name -> report(name, "release", owner, problems));
        return allocate.filter(WrittenName::isResolved)
                .map(name -> new AllocatorNames(
                        name.text(),
                        release.filter(WrittenName::isResolved)
                                .map(WrittenName::text)
                                .orElse("")));
    }

    private static void report(WrittenName name, String which, String owner, List<Problem> problems) {
        if (name.isResolved()) {
            NameChecker.flaw(name.text())
                    .ifPresent(flaw -> problems.add(Problem.at(name.place(), Rule.ALLOCATOR_NAME, which, owner, flaw)));
        }
    }
}
