package dev.hostcall.runtime.internal.object;

import dev.hostcall.abi.GuestCompiler;
import dev.hostcall.abi.GuestResource;
import dev.hostcall.abi.Machine;
import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.internal.front.Front;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads modules that are resources: the object beside them, or what a compiler makes of them. */
public final class ResourceLoader {
    private final String resource;
    private final Function<String, @Nullable InputStream> finder;
    private final @Nullable ClassLoader loader;

    private ResourceLoader(
            String resource, Function<String, @Nullable InputStream> finder, @Nullable ClassLoader loader) {
        this.resource = resource;
        this.finder = finder;
        this.loader = loader;
    }

    /**
     * Loads a resource that lies beside a class, or in its jar if the name begins with a slash.
     *
     * @throws GuestLoadException if it cannot be loaded
     */
    public static ModuleCore load(Class<?> anchor, String resource) {
        return new ResourceLoader(
                        absolute(anchor, resource),
                        name -> anchor.getResourceAsStream("/" + name),
                        anchor.getClassLoader())
                .load();
    }

    /**
     * Loads a resource that a class loader finds.
     *
     * @throws GuestLoadException if it cannot be loaded
     */
    public static ModuleCore load(ClassLoader loader, String resource) {
        return new ResourceLoader(resource, loader::getResourceAsStream, loader).load();
    }

    private static String absolute(Class<?> anchor, String resource) {
        if (resource.startsWith("/")) {
            return resource.substring(1);
        }
        String folder = anchor.getPackageName().replace('.', '/');
        return folder.isEmpty() ? resource : folder + "/" + resource;
    }

    private ModuleCore load() {
        String platform = Machine.current()
                .map(Machine::linux)
                .orElseThrow(() -> refused(resource, "guests do not run on this machine, only on " + Machine.all()));
        String object = GuestResource.object(resource, platform);
        Optional<byte[]> contents = read(object);
        Properties properties = properties();
        if (contents.isPresent()) {
            checkObject(object, contents.get(), properties.getProperty(GuestResource.digestOf(platform)));
            read(resource).ifPresent(wasm -> checkModule(object, wasm, properties));
            return ModuleLoader.load(name(), object, contents.get());
        }
        byte[] wasm = read(resource).orElseThrow(() -> refused(resource, "there is no such resource"));
        return compile(wasm, properties, platform);
    }

    private void checkObject(String object, byte[] contents, @Nullable String expected) {
        String found = GuestResource.digest(contents);
        if (!found.equals(expected)) {
            throw refused(
                    object,
                    "its SHA-256 digest is " + found + ", but " + GuestResource.properties(resource) + " says "
                            + expected);
        }
    }

    private void checkModule(String object, byte[] wasm, Properties properties) {
        String found = GuestResource.digest(wasm);
        String expected = properties.getProperty(GuestResource.MODULE);
        if (!found.equals(expected)) {
            throw refused(
                    object,
                    "it was compiled from another " + resource + " than the one that is here: SHA-256 " + expected
                            + ", not " + found + "; compile it again");
        }
    }

    private ModuleCore compile(byte[] wasm, Properties properties, String platform) {
        GuestCompiler compiler = compiler().orElseThrow(() -> refused(resource, noObject(properties, platform)));
        Map<String, String> options = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
        try {
            return ModuleLoader.load(compiler.compile(wasm, options), name());
        } catch (GuestLoadException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Front.guestLoad(resource, "it cannot be compiled: " + e.getMessage(), e);
        }
    }

    private static String noObject(Properties properties, String platform) {
        String others = Arrays.stream(Machine.values())
                .map(Machine::linux)
                .filter(other -> properties.containsKey(GuestResource.digestOf(other)))
                .collect(Collectors.joining(", "));
        return "it has no object for " + platform + " (it has " + (others.isEmpty() ? "none" : "those for " + others)
                + "), and hostcall-compiler is not there to make one; compile it for " + platform
                + " when the jar is built, as hostcall-maven-plugin does";
    }

    /** Of the application, or of whoever has loaded us. */
    private Optional<GuestCompiler> compiler() {
        return ServiceLoader.load(GuestCompiler.class, loader)
                .findFirst()
                .or(() -> ServiceLoader.load(GuestCompiler.class, ResourceLoader.class.getClassLoader())
                        .findFirst());
    }

    private Properties properties() {
        String name = GuestResource.properties(resource);
        Properties properties = new Properties();
        try (InputStream in = finder.apply(name)) {
            if (in != null) {
                properties.load(in);
            }
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw Front.guestLoad(name, "it cannot be read: " + e, e);
        }
    }

    private Optional<byte[]> read(String name) {
        try (InputStream in = finder.apply(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw Front.guestLoad(name, "it cannot be read: " + e, e);
        }
    }

    /** The last part of the resource's name, without its ending. */
    private String name() {
        String last = resource.substring(resource.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }

    private static GuestLoadException refused(String what, String why) {
        return Front.guestLoad(what, why, null);
    }
}
