package dev.hostcall.processor.writer;

import static java.util.stream.Collectors.joining;

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
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Declares in C what guests find in memory. On wasm32, C lays structs out as the component model's canonical ABI does. Each declaration
 * is guarded, as other headers may have it too.
 */
final class CTypes {
    private final Set<String> reserved;
    private final Documentation documentation;
    private final Map<String, String> declarations = new LinkedHashMap<>(); // by the name of the type

    CTypes(Set<String> reserved, Documentation documentation) {
        this.reserved = reserved;
        this.documentation = documentation;
    }

    /** All that were asked for, each behind those that it consists of. */
    String declarations() {
        return declarations.entrySet().stream()
                .map(each -> "#ifndef %1$s_DECLARED\n#define %1$s_DECLARED\n%2$s\n#endif\n\n"
                        .formatted(each.getKey(), each.getValue()))
                .collect(joining());
    }

    /** The name of a type, declared. */
    String name(BorderType converted) {
        BorderType type = converted.seen();
        if (type == HostType.STRING) {
            return sequence("hostcall_string", "const char");
        }
        if (type == HostType.BYTES) {
            return sequence("hostcall_bytes", "const uint8_t");
        }
        if (type instanceof HostType simple) {
            return simple.c();
        }
        if (type instanceof Sequence sequence) {
            String element = name(sequence.element());
            return sequence(prefixed(sequence.element(), element) + "_list", "const " + element);
        }
        if (type instanceof Option option) {
            String value = name(option.value());
            return declare(
                    prefixed(option.value(), value) + "_option",
                    name -> struct(name, List.of("bool is_present;", value + " value;")));
        }
        if (type instanceof RecordType fields) {
            return declare(
                    name(fields.javaClass()), name -> comment(fields.javaClass()) + struct(name, members(fields)));
        }
        if (type instanceof Variant variant) {
            return declare(
                    name(variant.javaClass()), name -> comment(variant.javaClass()) + struct(name, members(variant)));
        }
        if (type instanceof Handle handle) {
            return isBorrowedFromItself(handle)
                    ? declare(handleName(handle), name -> "typedef void *" + name + ";")
                    : declare(handleName(handle), name -> "typedef int32_t " + name + ";");
        }
        return constants(type);
    }

    private String sequence(String name, String element) {
        return declare(name, any -> struct(name, List.of(element + " *data;", "size_t length;")));
    }

    private static String prefixed(BorderType type, String name) {
        return type.seen() instanceof HostType simple && !simple.holdsMemory() ? "hostcall_" + name : name;
    }

    // ---- enums ----

    private String constants(BorderType type) {
        boolean isSet = type instanceof Flags;
        Enumeration constants = type instanceof Flags flags ? flags.of() : (Enumeration) type;
        String prefix = name(constants.javaClass());
        return declare(prefix + (isSet ? "_set" : ""), name -> {
            List<String> lines = new ArrayList<>(List.of("typedef %s %s;".formatted(unsigned(type.layout()), name)));
            for (int i = 0; i < constants.constants().size(); i++) {
                String constant = identifier(constants.constants().get(i));
                lines.add(
                        isSet
                                ? "#define %s_%s_BIT (1u << %d)".formatted(prefix, constant, i)
                                : "#define %s_%s %d".formatted(prefix, constant, i));
            }
            return comment(constants.javaClass()) + String.join("\n", lines);
        });
    }

    private String comment(JavaClass type) {
        return CComment.of(documentation.of(Documentation.key(type)).lines(Function.identity()));
    }

    private static String unsigned(Layout number) {
        return "uint%d_t".formatted(number.size() * Byte.SIZE);
    }

    // ---- structs ----

    /** What a hostcall that may fail leaves in memory. */
    String result(String function, Fallible type) {
        List<String> members = new ArrayList<>(List.of("bool is_error;"));
        List<String> cases = new ArrayList<>();
        type.ok().map(this::name).ifPresent(ok -> cases.add(ok + " ok;"));
        type.error().value().map(this::name).ifPresent(error -> cases.add(error + " error;"));
        union(members, cases);
        return declare(function + "_result", name -> struct(name, members));
    }

    /** What a hostcall with very many arguments is passed. */
    String arguments(String function, List<Field> fields) {
        List<String> members = members(fields);
        return declare(function + "_arguments", name -> struct(name, members));
    }

    private List<String> members(RecordType type) {
        return members(type.fields());
    }

    private List<String> members(List<Field> fields) {
        Identifiers names = new Identifiers(reserved);
        return fields.stream()
                .map(field -> member(field.type()) + names.unique(identifier(field.name())) + ";")
                .toList();
    }

    private String member(BorderType type) {
        return name(type == HostType.SLICE ? HostType.BYTES : type) + " ";
    }

    private List<String> members(Variant type) {
        Identifiers names = new Identifiers(reserved);
        List<String> cases = new ArrayList<>();
        for (RecordType each : type.cases()) {
            String name = names.unique(identifier(each.javaClass().simpleName()));
            if (!each.fields().isEmpty()) {
                cases.add("struct { %s } %s;".formatted(String.join(" ", members(each)), name));
            }
        }
        String numbers = type.cases().stream()
                .map(each -> each.javaClass().simpleName())
                .map(Escapes::printable)
                .collect(joining(", ", "/* ", " */"));
        List<String> members = new ArrayList<>(List.of(unsigned(type.number()) + " number; " + numbers));
        union(members, cases);
        return members;
    }

    private static void union(List<String> members, List<String> cases) {
        if (!cases.isEmpty()) {
            members.add(cases.stream().collect(joining(" ", "union { ", " } is;")));
        }
    }

    private static String struct(String name, List<String> members) {
        return members.stream().collect(joining("\n    ", "typedef struct {\n    ", "\n} " + name + ";"));
    }

    private String declare(String name, Function<String, String> write) {
        if (!declarations.containsKey(name)) {
            String text = write.apply(name); // declares what it consists of first
            declarations.put(name, text);
        }
        return name;
    }

    /** Whether a guest is passed no handle but what it knows the object by, which is its own. */
    private static boolean isBorrowedFromItself(Handle handle) {
        return handle.resource().isOfGuest() && handle.ownership() == Ownership.BORROWED;
    }

    /** What a handle is called. */
    static String handleName(Handle handle) {
        return name(handle.javaClass()) + (isBorrowedFromItself(handle) ? "_object" : "");
    }

    /** What the class is called. */
    static String name(JavaClass type) {
        String path = Optional.of(type.packageName())
                .filter(name -> !name.isEmpty())
                .map(name -> name + ".")
                .orElse("");
        return identifier(path + String.join(".", type.simpleNames()));
    }

    private static String identifier(String text) {
        return CHeader.identifier(text);
    }
}
