package dev.hostcall.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
final class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hostcall");

    @Test
    void onlyTwoRoomsOfTheRuntimeTouchJna() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.hostcall.runtime.internal.engine", "dev.hostcall.runtime.internal.object")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(OURS);
    }

    @Test
    void theModelOfTheProcessorHoldsNoCompilerTypes() {
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.processor.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.lang.model..", "javax.annotation.processing..", "com.palantir..")
                .check(OURS);
    }

    @Test
    void theProcessorKnowsNoRuntimeClass() {
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hostcall.runtime..")
                .check(OURS);
    }

    @Test
    void theCompilerKnowsNoRuntimeClass() {
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.compiler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hostcall.runtime..")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void onlyTheTextModuleKnowsTheAssembler() {
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall..")
                .and()
                .resideOutsideOfPackage("dev.hostcall.text")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.dylibso..")
                .check(OURS);
    }

    @Test
    void theTextFormatIsForTheCommandLineOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.compiler..")
                .and()
                .resideOutsideOfPackage("dev.hostcall.compiler.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hostcall.text..")
                .check(OURS);
    }

    @Test
    void theReaderOfTheCompilerKnowsNothingElse() {
        classes()
                .that()
                .resideInAPackage("dev.hostcall.compiler.read..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.hostcall.compiler.read..", "java..", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void whatIsInternalIsKnownToTheRuntimeOnly() {
        classes()
                .that()
                .resideInAPackage("dev.hostcall.runtime.internal..")
                .should()
                .onlyBeAccessed()
                .byAnyPackage("dev.hostcall.runtime..")
                .check(OURS);
    }

    @Test
    void theRoomsOfTheRuntimeDependOnEachOtherInOneDirection() {
        slices().matching("dev.hostcall.runtime.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    /** The front's values, exceptions and interfaces are everybody's; its facades know the rooms, not the other way. */
    @Test
    void noRoomOfTheRuntimeKnowsAFacade() {
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.runtime.internal..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.hostcall\\.runtime\\."
                        + "(Instance|RunAsync|Region|GuestModule|Memory|GuestTable|GuestGlobal|Vmctx)(\\$.*)?")
                .check(OURS);
    }

    @Test
    void whatAllAgreeOnKnowsNothing() {
        classes()
                .that()
                .resideInAPackage("dev.hostcall.abi")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.hostcall.abi", "java..", "org.jspecify..")
                .check(OURS);
    }
}
