package dev.hostcall.processor;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Enumeration;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.BorderType.Flags;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.BorderType.Option;
import dev.hostcall.processor.model.BorderType.RecordType;
import dev.hostcall.processor.model.BorderType.Sequence;
import dev.hostcall.processor.model.BorderType.Variant;
import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.Documentation.Comment;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.WitWorld.Definition;
import dev.hostcall.processor.model.WitWorld.Kind;
import dev.hostcall.processor.model.WitWorld.Member;
import dev.hostcall.processor.writer.WitWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The types of one interface of WIT's: names those that have parts, each once, and says what is not WIT's. */
final class WitTypes {
    private final Documentation documentation;
    private final Consumer<String> flaws;
    private final Optional<WitName> inInterface;
    private final Set<String> taken;
    private final Map<WitName, Set<String>> uses = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>(); // by the Java class and what is made of it
    private final List<Definition> definitions = new ArrayList<>();

    /** Of an interface, or of a world, whose functions and resources have names that no type can have. */
    WitTypes(
            Documentation documentation,
            Optional<WitName> inInterface,
            Collection<String> others,
            Consumer<String> flaws) {
        this.documentation = documentation;
        this.inInterface = inInterface;
        this.flaws = flaws;
        this.taken = new HashSet<>(others);
    }

    /** The resources of other interfaces that were asked for. */
    Map<WitName, Set<String>> uses() {
        return uses;
    }

    /** All that were asked for, each behind those that it consists of. */
    List<Definition> definitions() {
        return definitions;
    }

    /** The text of the type of a result, which is given for good. */
    String ofResult(BorderType type, String where) {
        return of(Handles.given(type), where);
    }

    /** The text of a type; what it consists of is defined. */
    String of(BorderType any, String where) {
        BorderType type = any.seen();
        if (type instanceof HostType simple) {
            return simple(simple, where);
        }
        if (type instanceof Sequence sequence) {
            return "list<" + of(sequence.element(), where) + ">";
        }
        if (type instanceof Option option) {
            return "option<" + of(option.value(), where) + ">";
        }
        if (type instanceof Fallible fallible) {
            return result(fallible, where);
        }
        if (type instanceof Handle handle) {
            String name = handle(handle, where);
            return handle.ownership() == Ownership.OWNED ? name : "borrow<" + name + ">";
        }
        if (type instanceof RecordType fields) {
            return define(fields.javaClass(), Kind.RECORD, () -> fields(fields));
        }
        if (type instanceof Variant variant) {
            return define(variant.javaClass(), Kind.VARIANT, () -> cases(variant));
        }
        if (type instanceof Flags flags) {
            return define(flags.of().javaClass(), Kind.FLAGS, () -> constants(flags.of()));
        }
        if (type instanceof Enumeration constants) {
            return define(constants.javaClass(), Kind.ENUM, () -> constants(constants));
        }
        return unknown(type, where);
    }

    private String simple(HostType type, String where) {
        return switch (type) {
            case BOOLEAN -> "bool";
            case BYTE -> "s8";
            case SHORT -> "s16";
            case INT -> "s32";
            case LONG -> "s64";
            case UNSIGNED_BYTE -> "u8";
            case UNSIGNED_SHORT -> "u16";
            case UNSIGNED_INT -> "u32";
            case UNSIGNED_LONG -> "u64";
            case FLOAT -> "f32";
            case DOUBLE -> "f64";
            case CODE_POINT -> "char";
            case STRING -> "string";
            case BYTES -> "list<u8>";
            default -> unknown(type, where);
        };
    }

    private String handle(Handle handle, String where) {
        String name = handle.resource().name();
        Optional<WitName> module = WitName.parseInterface(handle.resource().ownModule());
        if (module.isEmpty()) {
            return unknown(handle, where);
        }
        boolean isElsewhere = !module.equals(inInterface);
        if (isElsewhere
                && uses.computeIfAbsent(module.get(), any -> new LinkedHashSet<>())
                        .add(name)
                && !taken.add(name)) {
            flaws.accept("resource " + handle.resource() + " has the name of something else");
        }
        return WitWriter.escaped(name);
    }

    private String unknown(BorderType type, String where) {
        flaws.accept(where + " is " + type.simpleName() + ", which WIT does not have");
        return type.simpleName();
    }

    // result, result<T>, result<_, E>, result<T, E>
    private String result(Fallible type, String where) {
        Optional<String> ok = type.ok().map(each -> of(each, where));
        Optional<String> error = type.error().value().map(each -> of(each, where));
        if (error.isEmpty()) {
            return ok.map(each -> "result<" + each + ">").orElse("result");
        }
        return "result<" + ok.orElse("_") + ", " + error.get() + ">";
    }

    private List<Member> fields(RecordType type) {
        Comment comment = documentation.of(Documentation.key(type.javaClass()));
        Labels labels = new Labels(type.simpleName(), flaws);
        return type.fields().stream()
                .map(field -> new Member(
                        labels.of(field.name(), "component"),
                        Optional.of(of(field.type(), "component " + field.name() + " of " + type.simpleName())),
                        comment.of(field.name())))
                .toList();
    }

    private List<Member> cases(Variant type) {
        Labels labels = new Labels(type.simpleName(), flaws);
        List<Member> cases = new ArrayList<>();
        for (RecordType each : type.cases()) {
            String name = labels.of(each.javaClass().simpleName(), "case");
            // A record of its own has its comment itself.
            List<String> comment = each.fields().size() > 1
                    ? List.of()
                    : documentation.of(Documentation.key(each.javaClass())).lines(KebabCase::of);
            cases.add(new Member(name, payload(each), comment));
        }
        return cases;
    }

    /** What a case has with it: its only component, or all as a record. */
    private Optional<String> payload(RecordType type) {
        List<Field> fields = type.fields();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        if (fields.size() == 1) {
            String where = "component " + fields.get(0).name() + " of " + type.simpleName();
            return Optional.of(of(fields.get(0).type(), where));
        }
        return Optional.of(of(type, type.simpleName()));
    }

    private List<Member> constants(Enumeration type) {
        Labels labels = new Labels(type.simpleName(), flaws);
        return type.constants().stream()
                .map(each -> new Member(
                        labels.of(each, "constant"),
                        Optional.empty(),
                        documentation
                                .of(Documentation.key(type.javaClass(), each))
                                .text()))
                .toList();
    }

    private interface Members {
        List<Member> read();
    }

    private String define(JavaClass type, Kind kind, Members members) {
        String key = key(type, kind);
        String known = names.get(key);
        if (known != null) {
            return known;
        }
        String name = unique(type, kind);
        String text = WitWriter.escaped(name);
        names.put(key, text);
        List<Member> parts = members.read(); // defines what it consists of first
        List<String> comment = documentation.of(Documentation.key(type)).text();
        definitions.add(new Definition(kind, name, comment, parts));
        return text;
    }

    private static String key(JavaClass type, Kind kind) {
        return kind + " " + type.canonicalName();
    }

    /** Its simple name, or with as much before it as makes it different from all others. */
    private String unique(JavaClass type, Kind kind) {
        List<String> path = new ArrayList<>(List.of(type.packageName().split("\\.", -1)));
        path.addAll(type.simpleNames());
        String name = KebabCase.of(type.simpleName()) + (kind == Kind.FLAGS ? "-set" : "");
        if (!WitName.isLabel(name)) {
            flaws.accept(type.displayName() + " would be " + name + ", which is no name in WIT");
        }
        for (int i = path.size() - 2; i >= 0 && taken.contains(name); i--) {
            name = KebabCase.of(path.get(i)) + "-" + name;
        }
        if (!taken.add(name)) {
            flaws.accept(type.displayName() + " has the name of something else, " + name);
        }
        return name;
    }
}
