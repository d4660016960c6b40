package dev.hostcall.maven;

import dev.hostcall.text.Wat;
import dev.hostcall.text.WatException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;

/** The modules of a project, by the names of the resources that they become. */
final class Modules {
    private static final String BINARY = ".wasm";
    private static final String TEXT = ".wat";

    private final Path sources;
    private final Collection<Artifact> dependencies;

    Modules(Path sources, Collection<Artifact> dependencies) {
        this.sources = sources;
        this.dependencies = dependencies;
    }

    /**
     * Reads all of them, and assembles those in the text format.
     *
     * @throws ModulesException if a text has a mistake, an artifact is not a dependency or has no module, or two modules have one name
     */
    Map<String, byte[]> find(List<ModuleArtifact> artifacts) throws IOException, ModulesException {
        Map<String, byte[]> found = new TreeMap<>();
        if (Files.isDirectory(sources)) {
            for (Path file : files(sources)) {
                addFile(found, file);
            }
        }
        for (ModuleArtifact artifact : artifacts) {
            addArtifact(found, artifact);
        }
        return found;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void addFile(Map<String, byte[]> found, Path file) throws IOException, ModulesException {
        String name = resource(sources, file);
        if (name.endsWith(TEXT)) {
            try {
                String binary = name.substring(0, name.length() - TEXT.length()) + BINARY;
                add(found, binary, Wat.toWasm(file), file.toString());
            } catch (WatException e) {
                throw new ModulesException(String.valueOf(e.getMessage()));
            }
        } else if (name.endsWith(BINARY)) {
            add(found, name, Files.readAllBytes(file), file.toString());
        }
    }

    private void addArtifact(Map<String, byte[]> found, ModuleArtifact named) throws IOException, ModulesException {
        File file = dependencies.stream()
                .filter(dependency -> dependency.getGroupId().equals(named.groupId())
                        && dependency.getArtifactId().equals(named.artifactId()))
                .map(Artifact::getFile)
                .findFirst()
                .orElseThrow(() -> new ModulesException(
                        "the artifact " + named + " is not among the dependencies of the project; add it there"));
        if (file.getName().endsWith(BINARY)) {
            add(found, named.artifactId() + BINARY, Files.readAllBytes(file.toPath()), named.toString());
            return;
        }
        int before = found.size();
        try (FileSystem jar = FileSystems.newFileSystem(file.toPath())) {
            PathMatcher matcher = jar.getPathMatcher("glob:/" + named.include());
            for (Path entry : files(jar.getPath("/"))) {
                if (matcher.matches(entry)) {
                    add(found, resource(jar.getPath("/"), entry), Files.readAllBytes(entry), named.toString());
                }
            }
        }
        if (found.size() == before) {
            throw new ModulesException(
                    "the artifact " + named + " has no entry that matches \"" + named.include() + "\": " + file);
        }
    }

    private static String resource(Path root, Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static void add(Map<String, byte[]> found, String name, byte[] wasm, String source)
            throws ModulesException {
        if (found.putIfAbsent(name, wasm) != null) {
            throw new ModulesException(
                    "two modules would become the resource " + name + "; the second is from " + source);
        }
    }
}
