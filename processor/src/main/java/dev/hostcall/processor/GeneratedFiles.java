package dev.hostcall.processor;

import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.WitWorld;
import dev.hostcall.processor.writer.ExportsHeaderWriter;
import dev.hostcall.processor.writer.GuestHeaderWriter;
import dev.hostcall.processor.writer.GuestInterfaceWriter;
import dev.hostcall.processor.writer.TrampolineWriter;
import dev.hostcall.processor.writer.WatWriter;
import dev.hostcall.processor.writer.WitWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Puts the files of a class where the compiler wants them, each with that class as its only origin. */
final class GeneratedFiles {
    private static final String FOLDER = "META-INF/hostcall/";

    private final Filer filer;
    private final TypeElement origin;
    private final HostcallClass hostcalls;
    private final Documentation documentation;
    private final String modulePrefix;

    GeneratedFiles(
            Filer filer,
            ModuleElement module,
            TypeElement origin,
            HostcallClass hostcalls,
            Documentation documentation) {
        this.filer = filer;
        this.modulePrefix = prefix(module);
        this.origin = origin;
        this.hostcalls = hostcalls;
        this.documentation = documentation;
    }

    private static String prefix(ModuleElement module) {
        return module.isUnnamed() ? "" : module.getQualifiedName() + "/";
    }

    /** Writes the implementation of an interface to a guest. */
    static Optional<Problem> writeGuest(
            Filer filer, ModuleElement module, TypeElement origin, GuestInterface guest, Documentation documentation) {
        String prefix = prefix(module);
        String name = DeclaredClass.displayName(origin);
        try {
            write(filer.createSourceFile(prefix + guest.generatedName(), origin), GuestInterfaceWriter.write(guest));
            if (!guest.resources().isEmpty()) {
                String path = FOLDER + guest.javaClass().binaryName() + ".h";
                write(createResource(filer, prefix, path, origin), ExportsHeaderWriter.write(guest, documentation));
            }
            return Optional.empty();
        } catch (FilerException e) {
            return Optional.of(
                    Problem.at(origin, Rule.GENERATED_NAME, "the guest of " + name + " is", guest.generatedName()));
        } catch (IOException e) {
            return Optional.of(Problem.at(origin, Rule.NOT_WRITTEN, guest.generatedName(), name, e));
        }
    }

    /** Writes what guest authors read of a class or of an interface that is WIT's. */
    static Optional<Problem> writeWit(Filer filer, ModuleElement module, TypeElement origin, WitWorld world) {
        String path = FOLDER + world.source().binaryName() + ".wit";
        try {
            write(createResource(filer, prefix(module), path, origin), WitWriter.write(world));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Problem.at(origin, Rule.NOT_WRITTEN, path, DeclaredClass.displayName(origin), e));
        }
    }

    /** Writes them, up to the first that cannot be written. */
    Optional<Problem> write() {
        return writeSource()
                .or(() -> writeResource(".h", GuestHeaderWriter.write(hostcalls, documentation)))
                .or(() -> writeResource(".wat", WatWriter.write(hostcalls)));
    }

    private Optional<Problem> writeSource() {
        try {
            write(
                    filer.createSourceFile(modulePrefix + hostcalls.generatedName(), origin),
                    TrampolineWriter.write(hostcalls));
            return Optional.empty();
        } catch (FilerException e) {
            return Optional.of(Problem.at(
                    origin,
                    Rule.GENERATED_NAME,
                    "the hostcalls of " + displayName() + " are",
                    hostcalls.generatedName()));
        } catch (IOException e) {
            return Optional.of(notWritten(hostcalls.generatedName(), e));
        }
    }

    private Optional<Problem> writeResource(String suffix, String text) {
        String path = FOLDER + hostcalls.binaryName() + suffix;
        try {
            write(createResource(filer, modulePrefix, path, origin), text);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(notWritten(path, e));
        }
    }

    // javac wants the module if it compiles several at once, and refuses it otherwise; there is no way to ask which.
    private static FileObject createResource(Filer filer, String modulePrefix, String path, TypeElement origin)
            throws IOException {
        try {
            return filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, origin);
        } catch (FilerException e) {
            if (modulePrefix.isEmpty()) {
                throw e;
            }
            return filer.createResource(StandardLocation.CLASS_OUTPUT, modulePrefix, path, origin);
        }
    }

    // Always UTF-8: the compiler's -encoding is about what users write.
    private static void write(FileObject file, String text) throws IOException {
        try (OutputStream out = file.openOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Problem notWritten(String what, IOException e) {
        return Problem.at(origin, Rule.NOT_WRITTEN, what, displayName(), e);
    }

    private String displayName() {
        return DeclaredClass.displayName(origin);
    }
}
