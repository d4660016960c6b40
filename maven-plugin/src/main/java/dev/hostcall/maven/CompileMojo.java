package dev.hostcall.maven;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.WasmCompiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the WebAssembly modules of a project, in the binary or the text format, and puts modules and objects among its
 * resources, where {@code GuestModule.fromResource} finds them. Objects come from the user's cache of objects, so that only
 * what has changed is compiled.
 */
@Mojo(
        name = "compile",
        defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class CompileMojo extends AbstractMojo {
    /** Where the project's own modules are: all files that end in {@code .wasm} or {@code .wat}. */
    @Parameter(property = "hostcall.sourceDirectory", defaultValue = "${project.basedir}/src/main/wasm")
    private File sourceDirectory;

    /** Where modules and objects are written to; a resource directory of the project from then on. */
    @Parameter(
            property = "hostcall.outputDirectory",
            defaultValue = "${project.build.directory}/generated-resources/hostcall")
    private File outputDirectory;

    /** Dependencies of the project that contain modules. */
    @Parameter
    private List<ModuleArtifact> artifacts = List.of();

    /**
     * The machines to compile for: {@code linux-x86-64}, {@code linux-aarch64}. By default all that a C compiler is found for.
     */
    @Parameter(property = "hostcall.targets")
    private List<String> targets = List.of();

    /** How memory accesses are kept in bounds: {@code guard} (by inaccessible pages) or {@code explicit} (compared). */
    @Parameter(property = "hostcall.bounds", defaultValue = "guard")
    private String bounds;

    /** Whether instructions are counted: {@code on} or {@code off}. Guests that are not counted cannot be stopped in a loop. */
    @Parameter(property = "hostcall.metering", defaultValue = "on")
    private String metering;

    /** The C compiler's level, 0 to 3. */
    @Parameter(property = "hostcall.optimization", defaultValue = "2")
    private int optimization;

    /**
     * The version of {@code org.bytedeco:llvm} to compile with, for either machine, in place of a C compiler of the system's:
     * {@code 20.1.7-1.5.12}, say.
     */
    @Parameter(property = "hostcall.llvm")
    private @Nullable String llvm;

    /** Skips this goal. */
    @Parameter(property = "hostcall.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private RepositorySystemSession session;

    @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true, required = true)
    private List<RemoteRepository> repositories;

    private final RepositorySystem repositorySystem;

    /** For Maven. */
    @Inject
    public CompileMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("hostcall.skip is set: no module is compiled");
            return;
        }
        try {
            Map<String, byte[]> modules = new Modules(sourceDirectory.toPath(), project.getArtifacts()).find(artifacts);
            if (modules.isEmpty()) {
                getLog().info("no .wasm or .wat file in " + sourceDirectory
                        + ", and no artifact with modules is named");
            }
            Path output = outputDirectory.toPath();
            new Packager(options(), chosenTargets(), output, getLog()).packageAll(modules);
            Resource resource = new Resource();
            resource.setDirectory(output.toString());
            project.addResource(resource);
        } catch (CompilerException | ModulesException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new MojoExecutionException("cannot read modules or write objects: " + e, e);
        }
    }

    private CompilerOptions options() throws ModulesException, IOException {
        if (optimization < 0 || optimization > 3) {
            throw new ModulesException("the parameter optimization is " + optimization + "; it takes 0 to 3");
        }
        CompilerOptions options = CompilerOptions.defaults()
                .withBounds(parse(BoundsMode.class, "bounds", bounds))
                .withMetering(parse(Metering.class, "metering", metering))
                .withOptimization(optimization);
        return llvm == null ? options : options.withClang(clang(llvm));
    }

    private Path clang(String version) throws ModulesException, IOException {
        return new LlvmArtifact(version, LlvmArtifact.userCaches()).clang(repositorySystem, session, repositories);
    }

    private static <E extends Enum<E>> E parse(Class<E> type, String parameter, String value) throws ModulesException {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() ->
                        new ModulesException("the parameter " + parameter + " is \"" + value + "\"; it takes "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(" or "))));
    }

    private List<Target> chosenTargets() throws ModulesException {
        if (targets.isEmpty()) {
            return llvm == null ? availableTargets() : List.of(Target.values());
        }
        try {
            return targets.stream().map(Target::of).toList();
        } catch (IllegalArgumentException e) {
            throw new ModulesException("the parameter targets: " + e.getMessage());
        }
    }

    private List<Target> availableTargets() {
        List<Target> available = Arrays.stream(Target.values())
                .filter(WasmCompiler::canCompileFor)
                .toList();
        Arrays.stream(Target.values())
                .filter(target -> !available.contains(target))
                .forEach(target -> getLog().warn(
                                "no C compiler for " + target + " is found: the jar gets no objects for it"
                                        + " (the parameter targets says which it must have, and with the parameter llvm"
                                        + " Maven gets a compiler)"));
        return available;
    }
}
