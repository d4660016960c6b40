package dev.hostcall.processor;

import dev.hostcall.processor.BorderTypes.Use;
import dev.hostcall.processor.ConverterReader.Named;
import dev.hostcall.processor.model.Direction;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.JavaClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The converters that a class or interface names, checked: those of values by their type, those of futures by their class. */
final class Converters {
    private final Elements elements;
    private final Types types;
    private final ClassAccess access;
    private final List<Problem> problems;
    private final Map<String, Converter> values = new HashMap<>();
    private final Map<String, Converter> futures = new HashMap<>();
    private final Set<String> broken = new HashSet<>(); // types whose converters are wrong, which is reported

    /**
     * One converter.
     *
     * @param javaClass its class
     * @param methods its methods
     * @param type what it converts
     * @param wire what a guest sees
     */
    record Converter(JavaClass javaClass, Map<Direction, ExecutableElement> methods, TypeMirror type, TypeMirror wire) {

        Set<Direction> directions() {
            return methods.keySet();
        }

        /** Where it says what a guest sees. */
        Use use(NearMiss nearMiss) {
            ExecutableElement method = methods.values().iterator().next();
            boolean isParameter = !methods.containsKey(Direction.TO_GUEST);
            return new Use(
                    method,
                    isParameter ? method.getParameters().get(0) : method,
                    part -> Problem.at(
                            method,
                            Rule.CONVERTER_TYPE,
                            javaClass.displayName(),
                            TypeNames.brief(type),
                            nearMiss.found(wire, part),
                            nearMiss.part(part)));
        }
    }

    private Converters(Elements elements, Types types, ClassAccess access, List<Problem> problems) {
        this.elements = elements;
        this.types = types;
        this.access = access;
        this.problems = problems;
    }

    /** Those that a class or interface names; what is wrong with them is reported. */
    static Converters of(
            TypeElement owner, Elements elements, Types types, ClassAccess access, List<Problem> problems) {
        Converters converters = new Converters(elements, types, access, problems);
        ConverterReader.read(owner).stream()
                .filter(ConverterReader::isResolved) // else javac reports it
                .forEach(named -> converters.add(owner, named));
        return converters;
    }

    /** The one for a type of values. */
    Optional<Converter> find(TypeMirror type) {
        return values.isEmpty() ? Optional.empty() : Optional.ofNullable(values.get(TypeNames.qualified(type)));
    }

    /** The one for a type of futures. */
    Optional<Converter> future(TypeMirror type) {
        return type instanceof DeclaredType declared
                ? Optional.ofNullable(futures.get(TypeNames.erased(declared)))
                : Optional.empty();
    }

    /** Whether a method is one of a converter's, by its name. */
    static boolean isConversion(ExecutableElement method) {
        return Arrays.stream(Direction.values())
                .anyMatch(direction -> method.getSimpleName().contentEquals(direction.method()));
    }

    private void add(TypeElement owner, Named named) {
        Map<Direction, ExecutableElement> methods = new EnumMap<>(Direction.class);
        int before = problems.size();
        for (Direction direction : Direction.values()) {
            List<ExecutableElement> found = named.methods(direction.method());
            if (found.size() > 1) {
                report(found.get(1), named, "has several methods " + direction.method());
            } else if (found.size() == 1) {
                flaw(found.get(0)).ifPresent(flaw -> report(found.get(0), named, flaw));
                methods.put(direction, found.get(0));
            }
        }
        if (methods.isEmpty() && problems.size() == before) {
            problems.add(Problem.at(
                    named.place(), Rule.CONVERTER, name(named), "has no method toGuest and no method fromGuest"));
        }
        Optional<JavaClass> javaClass = access.named(named.type(), owner);
        if (problems.size() == before) {
            javaClass.ifPresent(known -> add(named, known, methods));
        }
        if (problems.size() > before) {
            methods.values().forEach(this::addBroken);
        }
    }

    private void addBroken(ExecutableElement method) {
        broken.add(TypeNames.qualified(method.getReturnType()));
        method.getParameters().forEach(parameter -> broken.add(TypeNames.qualified(parameter.asType())));
    }

    /** Whether a converter that is wrong may be for a type, which is reported. */
    boolean isBroken(TypeMirror type) {
        return broken.contains(TypeNames.qualified(type))
                && HostType.result(TypeNames.qualified(type)).isEmpty();
    }

    private void add(Named named, JavaClass javaClass, Map<Direction, ExecutableElement> methods) {
        List<Converter> each = new ArrayList<>();
        methods.forEach((direction, method) -> {
            TypeMirror taken = method.getParameters().get(0).asType();
            TypeMirror made = method.getReturnType();
            each.add(
                    direction == Direction.TO_GUEST
                            ? new Converter(javaClass, methods, taken, made)
                            : new Converter(javaClass, methods, made, taken));
        });
        int before = problems.size();
        boolean isOfFutures = methods.values().stream()
                .anyMatch(method -> !method.getTypeParameters().isEmpty());
        if (isOfFutures) {
            each.forEach(one -> checkFuture(named, one));
        } else if (each.get(0).type().getKind() != TypeKind.DECLARED) {
            report(
                    methods.values().iterator().next(),
                    named,
                    "converts " + TypeNames.brief(each.get(0).type()) + ", which is no class");
        }
        if (problems.size() == before && each.size() == 2 && !isSame(each.get(0), each.get(1), isOfFutures)) {
            report(
                    List.copyOf(methods.values()).get(1),
                    named,
                    "converts %s to %s, but %s back to %s"
                            .formatted(
                                    TypeNames.brief(each.get(0).type()),
                                    TypeNames.brief(each.get(0).wire()),
                                    TypeNames.brief(each.get(1).wire()),
                                    TypeNames.brief(each.get(1).type())));
        }
        if (problems.size() == before) {
            put(named, each.get(0), isOfFutures);
        }
    }

    private void put(Named named, Converter converter, boolean isOfFutures) {
        String key =
                isOfFutures ? TypeNames.erased((DeclaredType) converter.type()) : TypeNames.qualified(converter.type());
        Converter first = (isOfFutures ? futures : values).putIfAbsent(key, converter);
        if (first != null) {
            problems.add(Problem.at(
                    named.place(),
                    Rule.DUPLICATE_CONVERTER,
                    first.javaClass().displayName(),
                    name(named),
                    TypeNames.brief(converter.type())));
        }
    }

    /** Two methods of futures may name the stage differently. */
    private static boolean isSame(Converter there, Converter back, boolean isOfFutures) {
        return isOfFutures
                ? there.type() instanceof DeclaredType one
                        && back.type() instanceof DeclaredType other
                        && TypeNames.erased(one).equals(TypeNames.erased(other))
                : TypeNames.qualified(there.type()).equals(TypeNames.qualified(back.type()))
                        && TypeNames.qualified(there.wire()).equals(TypeNames.qualified(back.wire()));
    }

    private Optional<String> flaw(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        if (!method.getModifiers().contains(Modifier.STATIC)
                || method.getModifiers().contains(Modifier.PRIVATE)) {
            return Optional.of("has a method " + name + " that is private or not static");
        }
        if (method.getParameters().size() != 1) {
            return Optional.of(
                    "has a method " + name + " with " + method.getParameters().size() + " parameters");
        }
        if (method.getReturnType().getKind() == TypeKind.VOID) {
            return Optional.of("has a method " + name + " that returns void");
        }
        return method.getThrownTypes().stream()
                .filter(this::isChecked)
                .map(thrown -> "has a method " + name + " that throws " + TypeNames.brief(thrown)
                        + ", which is a checked exception")
                .findFirst();
    }

    private boolean isChecked(TypeMirror thrown) {
        return List.of("java.lang.RuntimeException", "java.lang.Error").stream()
                .map(elements::getTypeElement)
                .noneMatch(unchecked -> types.isSubtype(thrown, unchecked.asType()));
    }

    /** A method of a converter of futures is generic in what they hold, and makes a stage or takes one. */
    private void checkFuture(Named named, Converter converter) {
        boolean isOne = holdsVariable(converter.type())
                && holdsVariable(converter.wire())
                && HostType.FUTURES.contains(TypeNames.erased((DeclaredType) converter.wire()))
                && !HostType.FUTURES.contains(TypeNames.erased((DeclaredType) converter.type()));
        if (!isOne) {
            ExecutableElement method = converter.methods().values().iterator().next();
            report(
                    method,
                    named,
                    "has a method with type parameters, which is for futures: it is to have one, T, and to convert a type of"
                            + " T to CompletionStage<T>, or CompletableFuture<T> to that");
        }
    }

    private static boolean holdsVariable(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.getTypeArguments().size() == 1
                && declared.getTypeArguments().get(0) instanceof TypeVariable;
    }

    private void report(ExecutableElement method, Named named, String flaw) {
        problems.add(Problem.at(method, Rule.CONVERTER, name(named), flaw));
    }

    private static String name(Named named) {
        return DeclaredClass.displayName(named.type());
    }
}
