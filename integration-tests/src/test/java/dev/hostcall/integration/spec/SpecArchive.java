package dev.hostcall.integration.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The suite's archive: a folder a file, with its commands as JSON and its modules. */
public final class SpecArchive {
    private final Path file;

    private SpecArchive(Path file) {
        this.file = file;
    }

    /** The archive of WebAssembly 2.0 named by {@code -Dhostcall.spec}, or the one that lies beside the checkout. */
    public static Optional<SpecArchive> find() {
        return find("hostcall.spec", "wasm-2.0-core.zip");
    }

    /** The archive of WebAssembly 3.0 named by {@code -Dhostcall.spec.3}, or the one that lies beside the checkout. */
    public static Optional<SpecArchive> findOfVersion3() {
        return find("hostcall.spec.3", "wasm-3.0-core.zip");
    }

    private static Optional<SpecArchive> find(String property, String name) {
        Path file = Path.of(System.getProperty(property, "../../shared/spec/" + name));
        return Files.isRegularFile(file) ? Optional.of(new SpecArchive(file)) : Optional.empty();
    }

    /** The names of the suite's files, sorted. */
    public List<String> names() {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.indexOf('/')))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commands of a file. */
    public JsonArray commands(String name) {
        String text = new String(bytes(name, name + ".json"), StandardCharsets.UTF_8);
        return JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("commands");
    }

    /** The bytes of a module that a file names. */
    public byte[] bytes(String name, String member) {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name + "/" + member))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
