package dev.hostcall.integration;

import java.io.File;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Loads an application in a class loader, uses and drops it, again and again; the JVM goes on as if it had not been. */
public final class Redeployer {
    private static final String[] NOTHING = new String[1];
    private static int depth;

    private Redeployer() {}

    /**
     * Arguments: two guests, and the application's methods, one for each deployment. With the property {@code shared}, jars
     * whose names match it are not the application's own, but in a class loader that stays.
     */
    public static void main(String[] arguments) throws Exception {
        List<URL> places = new ArrayList<>();
        List<URL> shared = new ArrayList<>();
        Pattern sharedNames = Pattern.compile(System.getProperty("shared", ""));
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            boolean isShared =
                    sharedNames.matcher(Path.of(place).getFileName().toString()).matches();
            (isShared ? shared : places).add(url(place));
        }
        ClassLoader staying = new URLClassLoader(shared.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        List<Reference<ClassLoader>> dropped = new ArrayList<>();
        for (String method : List.of(arguments).subList(2, arguments.length)) {
            URLClassLoader loader = new URLClassLoader(places.toArray(new URL[0]), staying);
            dropped.add(new WeakReference<>(loader, collected));
            System.out.println(method + ": " + use(loader, method, arguments));
            loader = null;
            fault();
        }
        System.out.println("engines mapped: " + engines());
        System.out.println("collected: " + awaitAll(dropped.size(), collected) + " of " + dropped.size());
        fault();
        System.out.println("engines mapped: " + engines() + ", files in memory: " + filesInMemory());
    }

    private static Object use(URLClassLoader loader, String method, String[] arguments) throws Exception {
        try (loader) {
            Thread.currentThread().setContextClassLoader(loader);
            return loader.loadClass(Redeployed.class.getName())
                    .getMethod(method, String.class, String.class)
                    .invoke(null, arguments[0], arguments[1]);
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }

    /** Threads of JNA's and the JDK's, which hold the class loader, end when they have been idle for up to a minute. */
    private static int awaitAll(int count, ReferenceQueue<ClassLoader> collected) throws InterruptedException {
        int seen = 0;
        for (int collections = 0; seen < count && collections < 200; collections++) {
            System.gc();
            seen += collected.remove(1_000) == null ? 0 : 1;
        }
        return seen;
    }

    private static URL url(String place) throws MalformedURLException {
        return Path.of(place).toUri().toURL();
    }

    /** Makes the JVM's own handlers work: null checks that are faults, and a stack that is full. */
    private static void fault() {
        int caught = 0;
        for (int i = 0; i < 20_000; i++) {
            try {
                caught -= NOTHING[0].length();
            } catch (NullPointerException e) {
                caught++;
            }
        }
        for (int i = 0; i < 3; i++) {
            try {
                depth = 0;
                descend();
            } catch (StackOverflowError e) {
                caught++;
            }
        }
        System.out.println("faults: " + caught);
    }

    private static void descend() {
        depth++;
        if (depth > 0) {
            descend();
        }
    }

    private static int engines() throws Exception {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return (int) lines.filter(line -> line.contains("libhostcall") && line.contains("r-xp"))
                    .count();
        }
    }

    private static long filesInMemory() throws Exception {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).toString().contains("memfd:");
                        } catch (IOException e) {
                            return false; // the listing's own
                        }
                    })
                    .count();
        }
    }
}
