package dev.hostcall.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.compiler.build.Pipeline;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom. */
final class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hostcall");

    private static final DescribedPredicate<JavaClass> COMMON =
            resideInAnyPackage("java..", "org.jspecify..", "dev.hostcall.abi");
    private static final DescribedPredicate<JavaClass> VALUES_OF_THE_COMPILER =
            resideInAPackage("dev.hostcall.compiler").and(not(equivalentTo(WasmCompiler.class)));

    private static final List<String> FACADE_NAMES = List.of(
            "Instance",
            "RunAsync",
            "Region",
            "GuestModule",
            "Memory",
            "GuestTable",
            "GuestGlobal",
            "GuestTag",
            "Vmctx");

    /** What users get from facades and hand to them. */
    private static final List<String> VALUES = List.of(
            "BoundPolicy",
            "FunctionReference",
            "GuestFrame",
            "GuestFunction",
            "GuestRun",
            "HostImports",
            "ImportSource",
            "InstanceExports",
            "InstanceState",
            "KillSwitch",
            "Limits",
            "MemorySlice",
            "Poll",
            "RunResult",
            "Signature",
            "TerminationReason",
            "TrapCode",
            "V128",
            "ValueType");

    private static final List<String> EXCEPTIONS = List.of(
            "GuestException",
            "GuestLoadException",
            "GuestTerminatedException",
            "GuestTrapException",
            "HostcallException",
            "InvalidStateException",
            "LimitsExceededException",
            "LinkException",
            "MemoryAccessException",
            "RegionFullException");

    /** By hand, or, as to hostcalls, by the processor. */
    private static final List<String> FOR_USERS_TO_IMPLEMENT =
            List.of("HostFunction", "Hostcalls", "Pollable", "RunListener", "Waker");

    /** What generated code calls, and what is thrown through it. */
    private static final List<String> SPI = List.of(
            "AllocatorDeclaration",
            "Callback",
            "Discard",
            "ExportDeclaration",
            "Flat",
            "Frame",
            "GuestError",
            "GuestExports",
            "GuestFault",
            "GuestHandle",
            "HostcallDeclaration",
            "Lift",
            "Lower",
            "Lowering",
            "NeedsAsync",
            "ResourceType",
            "ReturnedFunction");

    /** With what is nested in them, but for enums and records: those are values. */
    private static final DescribedPredicate<JavaClass> FACADES = DescribedPredicate.describe(
            "are facades of the runtime",
            each -> each.getPackageName().equals("dev.hostcall.runtime")
                    && FACADE_NAMES.contains(each.getName().replaceAll(".*\\.|\\$.*", ""))
                    && !(each.isNestedClass() && (each.isEnum() || each.isRecord())));

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
    void theCompilerKnowsNoTextFormat() {
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.compiler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hostcall.text..")
                .check(OURS);
    }

    /** Each room and what it may name, beside the values of the front. */
    @ParameterizedTest
    @CsvSource({"translate, read", "emit, read translate", "build, read emit"})
    void aRoomOfTheCompilerNamesOnlyThoseBeforeIt(String room, String others) {
        classes()
                .that()
                .resideInAPackage("dev.hostcall.compiler." + room)
                .should()
                .onlyDependOnClassesThat(rooms((room + " " + others).split(" ", -1))
                        .or(VALUES_OF_THE_COMPILER)
                        .or(COMMON))
                .check(OURS);
    }

    @Test
    void theReaderOfTheCompilerNamesNothingElse() {
        classes()
                .that()
                .resideInAPackage("dev.hostcall.compiler.read")
                .should()
                .onlyDependOnClassesThat(rooms("read").or(COMMON))
                .check(OURS);
    }

    @Test
    void theValuesOfTheCompilerNameNoRoom() {
        classes()
                .that(VALUES_OF_THE_COMPILER)
                .should()
                .onlyDependOnClassesThat(VALUES_OF_THE_COMPILER.or(COMMON))
                .check(OURS);
    }

    @Test
    void theFrontOfTheCompilerLeadsToItsPipelineOnly() {
        classes()
                .that()
                .haveFullyQualifiedName("dev.hostcall.compiler.WasmCompiler")
                .should()
                .onlyDependOnClassesThat(equivalentTo(WasmCompiler.class)
                        .or(equivalentTo(Pipeline.class))
                        .or(VALUES_OF_THE_COMPILER)
                        .or(COMMON))
                .check(OURS);
    }

    private static DescribedPredicate<JavaClass> rooms(String... rooms) {
        return resideInAnyPackage(Arrays.stream(rooms)
                .map(room -> "dev.hostcall.compiler." + room)
                .toArray(String[]::new));
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

    /** Each room and which others it may name; as in decision 39. */
    @ParameterizedTest
    @CsvSource({
        "front, none",
        "engine, none",
        "coroutine, engine",
        "meter, engine",
        "object, front engine",
        "reference, front engine object",
        "memory, front engine object reference",
        "link, front object reference memory",
        "watch, link",
        "run, front engine coroutine meter object reference memory link watch"
    })
    void aRoomOfTheRuntimeNamesOnlyThoseBelowIt(String room, String others) {
        String[] allowed = Stream.of((room + " " + others).split(" ", -1))
                .map(each -> "dev.hostcall.runtime.internal." + each)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.runtime.internal." + room)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.hostcall.runtime.internal..").and(not(resideInAnyPackage(allowed))))
                .check(OURS);
    }

    /** The front's values, exceptions and interfaces are everybody's; its facades know the rooms, not the other way. */
    @Test
    void noRoomOfTheRuntimeKnowsAFacade() {
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.runtime.internal..")
                .should()
                .dependOnClassesThat(FACADES)
                .check(OURS);
    }

    @ParameterizedTest
    @MethodSource("facades")
    void aFacadeIsFinalHasOneFieldAndCannotBeMadeByUsers(JavaClass facade) {
        assertThat(facade.getModifiers()).contains(JavaModifier.FINAL);
        assertThat(facade.getFields())
                .filteredOn(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.getModifiers()).contains(JavaModifier.FINAL);
                    assertThat(field.getRawType().getPackageName()).startsWith("dev.hostcall.runtime.internal.");
                });
        assertThat(facade.getConstructors())
                .noneMatch(made -> made.getModifiers().contains(JavaModifier.PUBLIC));
    }

    static Stream<JavaClass> facades() {
        return OURS.stream().filter(FACADES).filter(each -> !each.isInterface() && !each.isNestedClass());
    }

    @Test
    void whatTheRuntimeExportsIsWhatUsersNameAndGeneratedCodeCalls() {
        assertThat(OURS.stream()
                        .filter(resideInAnyPackage("dev.hostcall.runtime", "dev.hostcall.runtime.spi"))
                        .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(each -> !each.isNestedClass())
                        .map(JavaClass::getSimpleName)
                        .sorted()
                        .toList())
                .containsExactlyElementsOf(Stream.of(FACADE_NAMES, VALUES, EXCEPTIONS, FOR_USERS_TO_IMPLEMENT, SPI)
                        .flatMap(List::stream)
                        .sorted()
                        .toList());
    }

    /** Each room of WASI and which others it may name. */
    @ParameterizedTest
    @CsvSource({
        "descriptor, none",
        "files, descriptor",
        "streams, descriptor",
        "calls, descriptor files streams",
        "env, descriptor calls"
    })
    void aRoomOfWasiNamesOnlyThoseBelowIt(String room, String others) {
        String[] allowed = Stream.of((room + " " + others).split(" ", -1))
                .map(each -> "dev.hostcall.wasi.internal." + each)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.hostcall.wasi.internal." + room)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.hostcall.wasi.internal..").and(not(resideInAnyPackage(allowed))))
                .check(OURS);
    }

    @Test
    void whatWasiExportsIsWhatUsersName() {
        assertThat(OURS.stream()
                        .filter(resideInAPackage("dev.hostcall.wasi"))
                        .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .sorted()
                        .toList())
                .containsExactly(
                        "AbortException",
                        "AssemblyScriptEnv",
                        "EmscriptenEnv",
                        "ExitException",
                        "PreopenOption",
                        "Wasi",
                        "WasiBuilder");
    }

    @Test
    void filesByDescriptorAreForWasiOnly() {
        assertThat(OURS.stream()
                        .filter(resideInAPackage("dev.hostcall.runtime.spi.files"))
                        .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(each -> !each.isNestedClass())
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "GuestBytes",
                        "NativeDirectory",
                        "NativeEntry",
                        "NativeFile",
                        "NativeStatus",
                        "NativeType",
                        "Outcome");
        classes()
                .that()
                .resideInAPackage("dev.hostcall.runtime.spi.files")
                .should()
                .onlyBeAccessed()
                .byAnyPackage("dev.hostcall.runtime.spi.files", "dev.hostcall.wasi.internal..")
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
