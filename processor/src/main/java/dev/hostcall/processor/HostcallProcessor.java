package dev.hostcall.processor;

import com.google.auto.service.AutoService;
import dev.hostcall.CodePoint;
import dev.hostcall.External;
import dev.hostcall.GuestAllocator;
import dev.hostcall.GuestConstructor;
import dev.hostcall.GuestExport;
import dev.hostcall.GuestStatic;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallConverters;
import dev.hostcall.HostcallError;
import dev.hostcall.HostcallModule;
import dev.hostcall.Own;
import dev.hostcall.Queued;
import dev.hostcall.Resource;
import dev.hostcall.Unsigned;
import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.JavaClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Messager;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic.Kind;

/**
 * Reads, checks and writes the hostcalls of one class after the other, each as soon as javac knows all its types. What
 * is generated for a class stems from that class alone, so that incremental builds redo it for changed classes only.
 */
@AutoService(Processor.class)
public final class HostcallProcessor extends AbstractProcessor {
    /** What stands where hostcalls are declared. */
    private static final Set<String> DECLARING =
            Set.of(Hostcall.class.getName(), HostcallModule.class.getName(), Resource.class.getName());

    private final Set<ClassKey> waitingGuests = new LinkedHashSet<>();

    private final Set<ClassKey> waiting = new LinkedHashSet<>();

    /** The top-level classes of all rounds. */
    private final Set<String> compiled = new HashSet<>();

    private final WitNotes notes = new WitNotes();

    /** A class by its names, because javac makes new elements for the same source in every round. */
    private record ClassKey(String module, String name) {
        static ClassKey of(Elements elements, TypeElement type) {
            String module = elements.getModuleOf(type).getQualifiedName().toString();
            return new ClassKey(module, type.getQualifiedName().toString());
        }

        Optional<TypeElement> find(Elements elements) {
            return Optional.ofNullable(elements.getTypeElement(elements.getModuleElement(module), name));
        }
    }

    /** For the compiler, which finds the processor as a service. */
    public HostcallProcessor() {}

    /** The annotations of {@code hostcall-annotations}, and no others: those are for their own processors to claim. */
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                Hostcall.class.getName(),
                HostcallModule.class.getName(),
                dev.hostcall.GuestInterface.class.getName(),
                GuestExport.class.getName(),
                GuestAllocator.class.getName(),
                HostcallConverters.class.getName(),
                HostcallError.class.getName(),
                Queued.class.getName(),
                Unsigned.class.getName(),
                CodePoint.class.getName(),
                External.class.getName(),
                Resource.class.getName(),
                Own.class.getName(),
                GuestConstructor.class.getName(),
                GuestStatic.class.getName());
    }

    /** Whatever the compiler at hand can read. */
    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /**
     * Looks at the classes of this round and at those that waited for it.
     *
     * @return true: with {@code -Xlint:processing}, javac warns about every annotation that no processor claims, which
     * {@code -Xlint:all -Werror} would make an error
     */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Elements elements = processingEnv.getElementUtils();
        ElementFilter.typesIn(round.getRootElements())
                .forEach(type -> compiled.add(type.getQualifiedName().toString()));
        annotations.stream()
                .filter(annotation ->
                        DECLARING.contains(annotation.getQualifiedName().toString()))
                .flatMap(annotation -> annotatedClasses(annotation, round))
                .distinct()
                .filter(type -> !GuestResources.isOfGuest(type))
                .forEach(this::await);
        for (ClassKey key : List.copyOf(waiting)) {
            DeclaredClass declared = DeclarationReader.read(key.find(elements).orElseThrow());
            // In the last round, javac reports what is still unknown, and the checks report the rest.
            if (declared.isResolved() || round.processingOver()) {
                waiting.remove(key);
                checkAndWrite(declared);
            }
        }
        ElementFilter.typesIn(round.getElementsAnnotatedWith(dev.hostcall.GuestInterface.class))
                .forEach(type -> waitingGuests.add(ClassKey.of(elements, type)));
        for (ClassKey key : List.copyOf(waitingGuests)) {
            TypeElement type = key.find(elements).orElseThrow();
            boolean isKnown = KnownTypes.areKnown(GuestInterfaceChecker.methods(elements, type))
                    && GuestResources.in(type).stream()
                            .allMatch(resource -> KnownTypes.areKnown(GuestResources.methods(elements, resource)))
                    && ConverterReader.areResolved(type);
            if (isKnown || round.processingOver()) {
                waitingGuests.remove(key);
                if (isKnown) {
                    writeGuest(type);
                }
            }
        }
        Stray.of(round).forEach(this::print);
        if (round.processingOver()) {
            notes.rest().ifPresent(note -> processingEnv.getMessager().printMessage(Kind.NOTE, note));
        }
        return true;
    }

    private void writeGuest(TypeElement type) {
        List<Problem> problems = new ArrayList<>();
        Elements elements = processingEnv.getElementUtils();
        Optional<GuestInterface> checked = GuestInterfaceChecker.check(
                elements, processingEnv.getTypeUtils(), type, this::isCompiledHere, problems);
        Documentation documentation = DocumentationReader.read(elements, type);
        checked.flatMap(guest -> GeneratedFiles.writeGuest(
                        processingEnv.getFiler(), elements.getModuleOf(type), type, guest, documentation))
                .ifPresent(problems::add);
        problems.forEach(this::print);
        checked.filter(any -> problems.isEmpty())
                .ifPresent(guest -> writeWit(
                        type, WitChecker.check(guest, ExportNames.witName(type), this::resource, documentation)));
    }

    private void writeWit(TypeElement type, WitChecker.Finding finding) {
        Messager messager = processingEnv.getMessager();
        finding.world()
                .ifPresentOrElse(
                        world -> GeneratedFiles.writeWit(
                                        processingEnv.getFiler(),
                                        processingEnv.getElementUtils().getModuleOf(type),
                                        type,
                                        world)
                                .ifPresent(this::print),
                        () -> notes.add(messager, type, finding));
    }

    private void await(TypeElement type) {
        ClassKey key = ClassKey.of(processingEnv.getElementUtils(), type);
        if (key.find(processingEnv.getElementUtils()).isPresent()) {
            waiting.add(key);
        } else {
            checkAndWrite(DeclarationReader.read(type)); // what cannot be named will not be later either
        }
    }

    private static Stream<TypeElement> annotatedClasses(TypeElement annotation, RoundEnvironment round) {
        Set<? extends Element> annotated = round.getElementsAnnotatedWith(annotation);
        Stream<TypeElement> ofMethods = annotated.stream()
                .filter(ExecutableElement.class::isInstance)
                .map(member -> (TypeElement) member.getEnclosingElement());
        return Stream.concat(ofMethods, ElementFilter.typesIn(annotated).stream());
    }

    private void checkAndWrite(DeclaredClass declared) {
        Elements elements = processingEnv.getElementUtils();
        Verdict verdict = ClassChecker.check(elements, processingEnv.getTypeUtils(), declared, this::isCompiledHere);
        if (verdict instanceof Verdict.Accepted accepted) {
            TypeElement type = declared.type();
            Documentation documentation = DocumentationReader.read(elements, type);
            Optional<Problem> problem = new GeneratedFiles(
                            processingEnv.getFiler(),
                            elements.getModuleOf(type),
                            type,
                            accepted.hostcalls(),
                            documentation)
                    .write();
            problem.ifPresentOrElse(
                    this::print,
                    () -> writeWit(type, WitChecker.check(accepted.hostcalls(), this::resource, documentation)));
        } else if (verdict instanceof Verdict.Refused refused) {
            refused.problems().forEach(this::print);
        }
    }

    private Optional<HostcallClass> resource(JavaClass name) {
        Elements elements = processingEnv.getElementUtils();
        return Optional.ofNullable(elements.getTypeElement(name.canonicalName()))
                .map(DeclarationReader::read)
                .map(declared ->
                        ClassChecker.check(elements, processingEnv.getTypeUtils(), declared, this::isCompiledHere))
                .filter(Verdict.Accepted.class::isInstance)
                .map(verdict -> ((Verdict.Accepted) verdict).hostcalls());
    }

    private boolean isCompiledHere(TypeElement type) {
        return compiled.contains(type.getQualifiedName().toString());
    }

    private void print(Problem problem) {
        problem.print(processingEnv.getMessager());
    }
}
