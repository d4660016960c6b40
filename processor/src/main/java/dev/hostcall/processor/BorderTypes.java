package dev.hostcall.processor;

import dev.hostcall.processor.Converters.Converter;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Converted;
import dev.hostcall.processor.model.BorderType.Enumeration;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.BorderType.Flags;
import dev.hostcall.processor.model.BorderType.Option;
import dev.hostcall.processor.model.BorderType.RecordType;
import dev.hostcall.processor.model.BorderType.Sequence;
import dev.hostcall.processor.model.BorderType.Variant;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.JavaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Says what Java types are to a guest. Each class is looked at once, and what is wrong with it reported once. */
final class BorderTypes {
    private final NearMiss nearMiss;
    private final ClassAccess access;
    private final Resources resources;
    private final Converters converters;
    private final List<Problem> problems;
    private final Map<TypeElement, Optional<BorderType>> known = new HashMap<>();
    private final Map<Converter, Optional<BorderType>> knownConverted = new HashMap<>();
    private final Set<TypeElement> open = new LinkedHashSet<>(); // whose parts are being looked at
    private final Set<Converter> openConverters = new LinkedHashSet<>(); // likewise

    /**
     * A type at one place of the source.
     *
     * @param place what errors point at
     * @param annotated what may have the annotations of an integer, beside the type itself
     * @param unsupported the error for a type that no guest can have: the whole, or the part that is told
     */
    record Use(Element place, Element annotated, Function<TypeMirror, Problem> unsupported) {
        Use(Element place, Function<TypeMirror, Problem> unsupported) {
            this(place, place, unsupported);
        }
    }

    BorderTypes(
            NearMiss nearMiss, ClassAccess access, Resources resources, Converters converters, List<Problem> problems) {
        this.nearMiss = nearMiss;
        this.access = access;
        this.resources = resources;
        this.converters = converters;
        this.problems = problems;
    }

    /** What a type is; empty if that is reported, here or by javac. */
    Optional<BorderType> of(TypeMirror type, Use use) {
        if (resources.isOwnedByMistake(type, use)) {
            return Optional.empty();
        }
        Optional<Converter> converter = converters.find(type);
        if (converter.isPresent()) {
            return converted(converter.get());
        }
        if (converters.isBroken(type)) {
            return Optional.empty();
        }
        if (ReferenceTypes.isExternal(type)) {
            problems.add(Problem.at(use.place(), Rule.EXTERNAL, TypeNames.brief(type), "is a part of another type"));
            return Optional.empty();
        }
        if (type.getKind().isPrimitive()) {
            return HostType.result(TypeNames.qualified(type))
                    .map(simple -> annotated(simple, type, use))
                    .orElseGet(() -> unsupported(type, use));
        }
        return switch (type.getKind()) {
            case ARRAY -> array((ArrayType) type, use);
            case DECLARED -> declared((DeclaredType) type, use);
            case ERROR -> Optional.empty();
            default -> unsupported(type, use);
        };
    }

    /** What a converter makes of its type; that is looked at once, and what is wrong with it reported where the converter says it. */
    private Optional<BorderType> converted(Converter converter) {
        Use use = converter.use(nearMiss);
        if (!openConverters.add(converter)) {
            String name = converter.javaClass().displayName();
            problems.add(Problem.at(use.place(), Rule.CONVERTER_CIRCLE, name, TypeNames.brief(converter.type())));
            return Optional.empty();
        }
        Optional<BorderType> before = knownConverted.get(converter);
        if (before == null) {
            before = javaType(converter.type(), use)
                    .flatMap(type -> of(converter.wire(), use)
                            .filter(wire -> isWithoutHandles(wire, converter, use))
                            .map(wire -> new Converted(type, converter.javaClass(), wire, converter.directions())));
            knownConverted.put(converter, before);
        }
        openConverters.remove(converter);
        return before;
    }

    private boolean isWithoutHandles(BorderType wire, Converter converter, Use use) {
        boolean isWithout = Handles.in(wire).findAny().isEmpty();
        if (!isWithout) {
            problems.add(Problem.at(
                    use.place(),
                    Rule.CONVERTER_TYPE,
                    converter.javaClass().displayName(),
                    TypeNames.brief(converter.type()),
                    TypeNames.brief(converter.wire()),
                    "; a resource crosses by its handle, without a converter"));
        }
        return isWithout;
    }

    /** A type that is written out in generated code. */
    private Optional<JavaType> javaType(TypeMirror type, Use use) {
        if (!(type instanceof DeclaredType declared)) {
            problems.add(use.unsupported().apply(type));
            return Optional.empty();
        }
        List<JavaType> arguments = new ArrayList<>();
        for (TypeMirror argument : declared.getTypeArguments()) {
            javaType(argument, use).ifPresent(arguments::add);
        }
        return access.named((TypeElement) declared.asElement(), use.place())
                .filter(name -> arguments.size() == declared.getTypeArguments().size())
                .map(name -> new JavaType(name, arguments));
    }

    private Optional<BorderType> annotated(HostType type, TypeMirror mirror, Use use) {
        return IntegerAnnotations.apply(type, mirror, use, problems).map(BorderType.class::cast);
    }

    private Optional<BorderType> unsupported(TypeMirror type, Use use) {
        problems.add(use.unsupported().apply(type));
        return Optional.empty();
    }

    private Optional<BorderType> array(ArrayType type, Use use) {
        TypeMirror component = type.getComponentType();
        if (!component.getKind().isPrimitive() || component.getKind() == TypeKind.CHAR) {
            return unsupported(type, use);
        }
        if (component.getKind() == TypeKind.BYTE) {
            return of(component, use).map(any -> HostType.BYTES);
        }
        return of(component, use).map(element -> new Sequence(element, Sequence.Form.ARRAY));
    }

    private Optional<BorderType> declared(DeclaredType type, Use use) {
        String name = TypeNames.erased(type);
        if (name.equals(HostType.STRING.javaName())) {
            return annotated(HostType.STRING, type, use);
        }
        return switch (name) {
            case "java.util.List" -> argument(type, use).map(element -> new Sequence(element, Sequence.Form.LIST));
            case "java.util.Optional" -> argument(type, use).map(Option::new);
            case "java.util.EnumSet" -> argument(type, use).flatMap(of -> flags(type, of, use));
            default -> ofClass(type, use);
        };
    }

    private Optional<BorderType> argument(DeclaredType type, Use use) {
        List<? extends TypeMirror> arguments = type.getTypeArguments();
        if (arguments.size() != 1 || arguments.get(0).getKind() == TypeKind.WILDCARD) {
            problems.add(
                    Problem.at(use.place(), Rule.GENERIC_TYPE, TypeNames.brief(type), nearMiss.withoutWildcard(type)));
            return Optional.empty();
        }
        return ofArgument(arguments.get(0), use);
    }

    /** What a type argument is, where numbers are objects. */
    Optional<BorderType> ofArgument(TypeMirror argument, Use use) {
        Optional<HostType> boxed = HostType.boxed(TypeNames.qualified(argument))
                .filter(type -> type.isPart() && converters.find(argument).isEmpty());
        if (boxed.isPresent() && resources.isOwnedByMistake(argument, use)) {
            return Optional.empty();
        }
        return boxed.isPresent() ? annotated(boxed.get(), argument, use) : of(argument, use);
    }

    private Optional<BorderType> flags(DeclaredType type, BorderType of, Use use) {
        if (!(of instanceof Enumeration constants)) {
            return unsupported(type, use);
        }
        int count = constants.constants().size();
        if (count > Flags.MOST) {
            problems.add(Problem.at(use.place(), Rule.FLAGS, TypeNames.brief(type), count, Flags.MOST));
            return Optional.empty();
        }
        return Optional.of(new Flags(constants));
    }

    private Optional<BorderType> ofClass(DeclaredType type, Use use) {
        TypeElement element = (TypeElement) type.asElement();
        if (Resources.isResource(element)) {
            return resources.handle(element, type, use).map(BorderType.class::cast);
        }
        boolean isVariant = element.getKind() == ElementKind.INTERFACE
                && element.getModifiers().contains(Modifier.SEALED);
        if (element.getKind() != ElementKind.RECORD && element.getKind() != ElementKind.ENUM && !isVariant) {
            return unsupported(type, use);
        }
        if (!element.getTypeParameters().isEmpty()) {
            problems.add(Problem.at(use.place(), Rule.GENERIC_TYPE, TypeNames.brief(type), ""));
            return Optional.empty();
        }
        if (open.contains(element)) {
            String name = DeclaredClass.displayName(element);
            problems.add(Problem.at(use.place(), Rule.RECURSIVE_TYPE, name, TypeNames.brief(type)));
            return Optional.empty();
        }
        Optional<BorderType> before = known.get(element);
        if (before == null) {
            before = read(element, use);
            known.put(element, before);
        }
        return before;
    }

    private Optional<BorderType> read(TypeElement element, Use use) {
        Optional<JavaClass> javaClass = access.named(element, use.place());
        open.add(element);
        Optional<BorderType> parts = switch (element.getKind()) {
            case RECORD ->
                fields(element, Emptiness.REFUSED)
                        .flatMap(fields -> javaClass.map(name -> new RecordType(name, fields)));
            case ENUM -> constants(element).flatMap(all -> javaClass.map(name -> new Enumeration(name, all)));
            default -> cases(element).flatMap(all -> javaClass.map(name -> new Variant(name, all)));
        };
        open.remove(element);
        return parts;
    }

    /** Whether a record may have no components. */
    private enum Emptiness {
        ALLOWED,
        REFUSED
    }

    private Optional<List<Field>> fields(TypeElement element, Emptiness emptiness) {
        String owner = DeclaredClass.displayName(element);
        List<Field> fields = new ArrayList<>();
        List<RecordComponentElement> components = ElementFilter.recordComponentsIn(element.getEnclosedElements());
        for (RecordComponentElement component : components) {
            String name = component.getSimpleName().toString();
            TypeMirror type = component.asType();
            Element place = place(element, component);
            Use use = new Use(
                    place,
                    component,
                    part -> Problem.at(
                            place, Rule.COMPONENT_TYPE, name, owner, nearMiss.found(type, part), nearMiss.part(part)));
            of(type, use).ifPresent(border -> fields.add(new Field(name, border)));
        }
        if (components.isEmpty() && emptiness == Emptiness.REFUSED) {
            problems.add(Problem.at(element, Rule.EMPTY_TYPE, "record " + owner, "components"));
            return Optional.empty();
        }
        return fields.size() == components.size() ? Optional.of(fields) : Optional.empty();
    }

    // javac knows the place of a component's field only, and of neither in a class file.
    private static Element place(TypeElement element, RecordComponentElement component) {
        return ElementFilter.fieldsIn(element.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                .map(Element.class::cast)
                .findFirst()
                .orElse(component);
    }

    private Optional<List<String>> constants(TypeElement element) {
        List<String> constants = element.getEnclosedElements().stream()
                .filter(each -> each.getKind() == ElementKind.ENUM_CONSTANT)
                .map(each -> each.getSimpleName().toString())
                .toList();
        if (constants.isEmpty()) {
            String name = DeclaredClass.displayName(element);
            problems.add(Problem.at(element, Rule.EMPTY_TYPE, "enum " + name, "constants"));
            return Optional.empty();
        }
        return Optional.of(constants);
    }

    private Optional<List<RecordType>> cases(TypeElement element) {
        List<RecordType> cases = new ArrayList<>();
        for (TypeMirror permitted : element.getPermittedSubclasses()) {
            TypeElement subclass = (TypeElement) ((DeclaredType) permitted).asElement();
            if (subclass.getKind() != ElementKind.RECORD
                    || !subclass.getTypeParameters().isEmpty()) {
                problems.add(Problem.at(
                        subclass,
                        Rule.VARIANT,
                        DeclaredClass.displayName(element),
                        DeclaredClass.displayName(subclass),
                        kind(subclass)));
            } else {
                variantCase(subclass).ifPresent(cases::add);
            }
        }
        return cases.size() == element.getPermittedSubclasses().size() ? Optional.of(cases) : Optional.empty();
    }

    private Optional<RecordType> variantCase(TypeElement element) {
        Optional<JavaClass> javaClass = access.named(element, element);
        open.add(element);
        Optional<List<Field>> fields = fields(element, Emptiness.ALLOWED);
        open.remove(element);
        return fields.flatMap(all -> javaClass.map(name -> new RecordType(name, all)));
    }

    private static String kind(TypeElement element) {
        return switch (element.getKind()) {
            case RECORD -> "a generic record";
            case ENUM -> "an enum";
            case INTERFACE -> "an interface";
            default -> "a class";
        };
    }
}
