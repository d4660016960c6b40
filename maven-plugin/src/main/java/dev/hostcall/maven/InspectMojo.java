package dev.hostcall.maven;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.WasmCompiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints what is in the objects that {@code compile} has written: modes, memory, imports and exports. */
@Mojo(name = "inspect", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class InspectMojo extends AbstractMojo {
    /** Where {@code compile} has written to. */
    @Parameter(
            property = "hostcall.outputDirectory",
            defaultValue = "${project.build.directory}/generated-resources/hostcall")
    private File outputDirectory;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path output = outputDirectory.toPath();
        if (!Files.isDirectory(output)) {
            throw new MojoFailureException(output + " is not there; run hostcall:compile before hostcall:inspect");
        }
        try {
            for (Path object : objects(output)) {
                getLog().info(output.relativize(object) + "\n" + WasmCompiler.inspect(object));
            }
        } catch (CompilerException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new MojoExecutionException("cannot read " + output + ": " + e, e);
        }
    }

    private static List<Path> objects(Path output) throws IOException {
        try (Stream<Path> all = Files.walk(output)) {
            return all.filter(file -> file.toString().endsWith(".so")).sorted().toList();
        }
    }
}
