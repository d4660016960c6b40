package dev.hostcall.integration.calls;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Waker;
import dev.hostcall.runtime.spi.GuestFault;
import dev.hostcall.runtime.spi.NeedsAsync;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that calls the public methods and constructors of some public types, with extreme numbers, nulls, and
 * objects in every condition. Says on its output what it is about to call, and what came of it that should not:
 *
 * <pre>
 * call Type.method
 * fault what came, of which call
 * done number of calls
 * </pre>
 */
public final class PublicCalls {
    /** Combinations of arguments tried of a method; all, if they are fewer. */
    private static final int MOST = 60;

    private static final long SEED = 20;

    /** What Java makes; and what users implement. */
    private static final Set<String> LEFT_OUT = Set.of("equals", "hashCode", "valueOf", "values");

    private static final Set<String> OF_USERS = Set.of("Hostcalls.call", "Waker.wake", "Pollable.poll");

    private static final Object NOTHING = new Object();

    private final Random random = new Random(SEED);
    private long calls;

    private PublicCalls() {}

    /** Calls what is in the types of these names. */
    public static void main(String[] names) throws Exception {
        PublicCalls all = new PublicCalls();
        for (String name : names) {
            all.type(Class.forName(name));
        }
        System.out.println("done " + all.calls);
    }

    /** The public types of runtime, compiler and annotations. */
    static List<String> types() throws IOException, URISyntaxException {
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> one : List.of(Instance.class, WasmCompiler.class, dev.hostcall.Hostcall.class)) {
            URI origin = one.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path place = Path.of(origin);
            if (Files.isDirectory(place)) {
                names.addAll(in(place));
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    names.addAll(in(jar.getPath("/")));
                }
            }
        }
        return names.stream().sorted().filter(PublicCalls::isPublic).toList();
    }

    private static List<String> in(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.startsWith("dev/hostcall/") && name.endsWith(".class"))
                    .filter(name -> !name.contains("/internal/")
                            && !name.matches("dev/hostcall/compiler/(read|translate|emit|build)/.*")
                            && !name.contains("/cli/")
                            && !name.contains("-info"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    private static boolean isPublic(String name) {
        try {
            Class<?> type = Class.forName(name, false, PublicCalls.class.getClassLoader());
            for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
                if (!Modifier.isPublic(outer.getModifiers()) || outer.isAnonymousClass()) {
                    return false;
                }
            }
            return !type.isAnnotation();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private void type(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (!Modifier.isAbstract(type.getModifiers())) {
                executable(constructor, type.getSimpleName() + ".new");
            }
        }
        for (Method method : type.getMethods()) {
            boolean ours = method.getDeclaringClass().getName().startsWith("dev.hostcall") && !method.isBridge();
            String name = type.getSimpleName() + "." + method.getName();
            if (ours && !LEFT_OUT.contains(method.getName()) && !OF_USERS.contains(name)) {
                executable(method, name);
            }
        }
    }

    private void executable(Executable executable, String name) {
        System.out.println("call " + name + Arrays.toString(executable.getParameterTypes()));
        boolean needsReceiver = executable instanceof Method && !Modifier.isStatic(executable.getModifiers());
        List<String> receivers = List.of("");
        try (World world = new World()) {
            if (needsReceiver) {
                receivers = new ArrayList<>(receivers(world, executable.getDeclaringClass()));
            }
        }
        Class<?>[] types = executable.getParameterTypes();
        for (String receiver : receivers) {
            List<int[]> choices = choices(types);
            for (int[] choice : choices) {
                try (World world = new World()) {
                    call(world, executable, name, receiver, choice);
                } catch (Throwable e) {
                    fault("the world cannot be closed: " + e, name, receiver, new Object[0]);
                }
            }
        }
    }

    private static Set<String> receivers(World world, Class<?> type) {
        return type.isEnum() ? Set.of("enum") : world.of(type).keySet();
    }

    private List<int[]> choices(Class<?>[] types) {
        long product = 1;
        int[] sizes = new int[types.length];
        try (World world = new World()) {
            for (int i = 0; i < types.length; i++) {
                sizes[i] = values(world, types[i]).size();
                product *= sizes[i];
            }
        }
        List<int[]> choices = new ArrayList<>();
        for (int n = 0; n < Math.min(product, MOST); n++) {
            int[] choice = new int[types.length];
            long rest = n;
            for (int i = 0; i < types.length; i++) {
                choice[i] = product <= MOST ? (int) (rest % sizes[i]) : random.nextInt(sizes[i]);
                rest /= sizes[i];
            }
            choices.add(choice);
        }
        return choices;
    }

    private void call(World world, Executable executable, String name, String receiver, int[] choice) {
        Class<?>[] types = executable.getParameterTypes();
        Object[] arguments = new Object[choice.length];
        for (int i = 0; i < choice.length; i++) {
            Object value = values(world, types[i]).get(choice[i]);
            arguments[i] = value == NOTHING ? null : value;
        }
        calls++;
        try {
            if (executable instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                Method method = (Method) executable;
                method.setAccessible(true); // of classes that are not public, but for what they implement
                if (method.invoke(receiver(world, executable, receiver), arguments) instanceof AutoCloseable made) {
                    world.adopt(made);
                }
            }
        } catch (InvocationTargetException e) {
            judge(Objects.requireNonNull(e.getCause()), name, receiver, arguments);
        } catch (ReflectiveOperationException e) {
            fault(e.toString(), name, receiver, arguments);
        }
        if (name.equals("GuestModule.close")) {
            World.renewModule();
        }
    }

    private static @Nullable Object receiver(World world, Executable executable, String name) {
        Class<?> type = executable.getDeclaringClass();
        return type.isEnum() ? type.getEnumConstants()[0] : world.get(name);
    }

    /** What is thrown at callers tells them what they did: of these types, with a message, and not by the JVM itself. */
    private static void judge(Throwable thrown, String name, String receiver, @Nullable Object[] arguments) {
        String message = String.valueOf(thrown.getMessage());
        boolean documented = thrown instanceof HostcallException
                || thrown instanceof CompilerException
                || thrown.getClass() == IllegalArgumentException.class
                || thrown.getClass() == IndexOutOfBoundsException.class
                || (thrown.getClass() == IllegalStateException.class && !message.isBlank())
                || (thrown.getClass() == NullPointerException.class
                        && Arrays.asList(arguments).contains(null));
        boolean named = thrown instanceof NullPointerException
                ? message.matches("[a-z][A-Za-z]*( .*)?") && !message.contains("because")
                : message.length() > 10;
        boolean forGeneratedCode = name.startsWith("Frame.")
                && (thrown instanceof IndexOutOfBoundsException
                        || thrown instanceof NeedsAsync
                        || thrown instanceof GuestFault);
        if (!(documented && named) && !forGeneratedCode) {
            StackTraceElement[] trace = thrown.getStackTrace();
            fault(
                    thrown + " at " + (trace.length == 0 ? "" : trace[0] + " " + trace[Math.min(1, trace.length - 1)]),
                    name,
                    receiver,
                    arguments);
        }
    }

    private static void fault(String what, String name, String receiver, @Nullable Object[] arguments) {
        System.out.println("fault "
                + (what + ", of " + name + Arrays.deepToString(arguments) + " of " + receiver).replace('\n', ' '));
    }

    private static List<Object> values(World world, Class<?> type) {
        if (type.isPrimitive()) {
            return primitives(type);
        }
        List<Object> values = new ArrayList<>(List.of(NOTHING));
        values.addAll(ofJava(type));
        if (type.isEnum()) {
            values.addAll(List.of(type.getEnumConstants()));
        }
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            values.add(Array.newInstance(type.getComponentType(), 0));
            values.add(Array.newInstance(type.getComponentType(), 1)); // of null
            world.of(type.getComponentType()).values().forEach(one -> {
                Object array = Array.newInstance(type.getComponentType(), 1);
                Array.set(array, 0, one);
                values.add(array);
            });
        }
        if (type.getName().startsWith("dev.hostcall") || type == Object.class) {
            values.addAll(world.of(type).values().stream().limit(12).toList());
        }
        return values;
    }

    private static List<Object> primitives(Class<?> type) {
        Map<Class<?>, List<Object>> values = new LinkedHashMap<>();
        values.put(long.class, List.of(Long.MIN_VALUE, -1L, 0L, 1L, 65_535L, 1L << 32, Long.MAX_VALUE));
        values.put(int.class, List.of(Integer.MIN_VALUE, -1, 0, 1, 5, Integer.MAX_VALUE));
        values.put(short.class, List.of((short) 0));
        values.put(byte.class, List.of((byte) -1));
        values.put(boolean.class, List.of(true, false));
        values.put(float.class, List.of(Float.NaN, -1f));
        values.put(double.class, List.of(Double.NaN, -1.0));
        return values.getOrDefault(type, List.of());
    }

    private static List<Object> ofJava(Class<?> type) {
        Map<Class<?>, List<Object>> values = new LinkedHashMap<>();
        values.put(String.class, List.of("", "add", "yield", "no such name", "\ud800"));
        values.put(Object.class, List.of("x", 1, 2L));
        values.put(Object[].class, List.of(new Object[] {1, 2}, new Object[] {1L}));
        values.put(long[].class, List.of(new long[0], new long[] {1, 2}));
        values.put(byte[].class, List.of(new byte[0], new byte[] {0, 'a', 's', 'm', 9, 9, 9, 9}));
        values.put(Class.class, List.of(Object.class, String.class, int.class));
        values.put(Path.class, List.of(Path.of("/no/such/file"), Path.of("/")));
        values.put(Duration.class, List.of(Duration.ofNanos(-1), Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE)));
        values.put(Executor.class, List.of((Executor) Runnable::run));
        values.put(Waker.class, List.of((Waker) () -> {}));
        values.put(CompletionStage.class, List.of(CompletableFuture.completedFuture(1)));
        values.put(List.class, List.of(List.of(), List.of("x")));
        values.put(Optional.class, List.of(Optional.empty(), Optional.of("x")));
        values.put(OptionalLong.class, List.of(OptionalLong.empty()));
        return values.getOrDefault(type, List.of());
    }
}
