package dev.hostcall.testing;

import dev.hostcall.runtime.Instance;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.platform.commons.support.ReflectionSupport;

/** The classes that the processor has written for interfaces with {@code @GuestInterface}, found by their names. */
final class GuestInterfaces {
    private GuestInterfaces() {}

    /** The method {@code of} of an interface's implementation, if it has one. */
    static Optional<Method> implementationOf(Class<?> type) {
        if (!type.isInterface()) {
            return Optional.empty();
        }
        return ReflectionSupport.tryToLoadClass(generatedName(type), loaderOf(type))
                .toOptional()
                .filter(type::isAssignableFrom)
                .flatMap(GuestInterfaces::of);
    }

    private static ClassLoader loaderOf(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** As the processor names it: {@code Outer_PluginGuest}. */
    private static String generatedName(Class<?> type) {
        StringBuilder name = new StringBuilder(type.getSimpleName()).append("Guest");
        for (Class<?> around = type.getEnclosingClass(); around != null; around = around.getEnclosingClass()) {
            name.insert(0, around.getSimpleName() + "_");
        }
        String inPackage = type.getPackageName();
        return inPackage.isEmpty() ? name.toString() : inPackage + "." + name;
    }

    private static Optional<Method> of(Class<?> implementation) {
        return ReflectionSupport.findMethod(implementation, "of", Instance.class, Executor.class)
                .or(() -> ReflectionSupport.findMethod(implementation, "of", Instance.class));
    }

    /** Calls an instance through the interface. */
    static Object implement(Method of, Instance instance, Executor executor) {
        Object made = of.getParameterCount() == 2
                ? ReflectionSupport.invokeMethod(of, null, instance, executor)
                : ReflectionSupport.invokeMethod(of, null, instance);
        if (made == null) {
            throw new AssertionError(of + " gave null");
        }
        return made;
    }

    /** Why a parameter of this type cannot be a guest. */
    static String explain(Class<?> type) {
        return "a guest is an Instance, a GuestModule or an interface with @GuestInterface, and %s is none of them%s"
                .formatted(
                        type.getName(),
                        type.isInterface() ? " (the processor has written no %s)".formatted(generatedName(type)) : "");
    }
}
