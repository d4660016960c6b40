package dev.hostcall.maven;

/** A dependency of the project that contains modules, or is one: what {@code <artifact>} in a pom says. */
public final class ModuleArtifact {
    private String groupId = "";
    private String artifactId = "";
    private String include = "**.wasm";

    /** For Maven, which sets the fields. */
    public ModuleArtifact() {}

    ModuleArtifact(String groupId, String artifactId, String include) {
        this.groupId = groupId;
        this.artifactId = artifactId;
        this.include = include;
    }

    String groupId() {
        return groupId;
    }

    String artifactId() {
        return artifactId;
    }

    /** Which entries of its jar are taken, as a glob of {@code java.nio.file}; each under its own name. */
    String include() {
        return include;
    }

    @Override
    public String toString() {
        return groupId + ":" + artifactId;
    }
}
