package dev.hostcall.guests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A third-party library or program, which Maven downloads, with what it needs, from the repositories that it is set up for.
 *
 * @param group its group
 * @param artifact its name
 * @param version its version
 */
public record MavenLibrary(String group, String artifact, String version) {
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>dev.hostcall</groupId>
              <artifactId>download</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <dependencies>
                <dependency>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                </dependency>
              </dependencies>
            </project>
            """;

    /**
     * Its jar and those of all that it needs.
     *
     * @param downloads where they are put, in a folder of their own
     * @throws IOException if they cannot be had here; the message says why
     */
    public List<Path> jars(Path downloads) throws IOException {
        Path folder = downloads.resolve(artifact + "-" + version);
        Path jars = folder.resolve("jars");
        if (!Files.isDirectory(jars)) {
            Files.createDirectories(folder);
            Path pom = Files.writeString(folder.resolve("pom.xml"), POM.formatted(group, artifact, version));
            List<String> arguments = new ArrayList<>(List.of(
                    "-q",
                    "-B",
                    "-f",
                    pom.toString(),
                    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
                    "-DincludeScope=runtime",
                    "-DoutputDirectory=" + jars));
            String repository = System.getProperty("maven.repo.local");
            if (repository != null) {
                arguments.add("-Dmaven.repo.local=" + repository);
            }
            Tool.find("mvn", "maven").run(arguments);
        }
        try (Stream<Path> files = Files.list(jars)) {
            return files.sorted().toList();
        }
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }
}
