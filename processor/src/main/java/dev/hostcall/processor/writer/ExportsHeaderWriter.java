package dev.hostcall.processor.writer;

import static java.util.stream.Collectors.joining;

import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Handle.Ownership;
import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.GuestMethod;
import dev.hostcall.processor.model.GuestResource;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.ImportName;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.Place;
import dev.hostcall.processor.model.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Third phase: writes the C header of an interface to guests that define resources: what they export, and what they import for those. */
public final class ExportsHeaderWriter {
    private final GuestInterface guest;
    private final Documentation documentation;
    private final Identifiers functions = new Identifiers(CHeader.RESERVED);
    private final CTypes types;

    private ExportsHeaderWriter(GuestInterface guest, Documentation documentation) {
        this.guest = guest;
        this.documentation = documentation;
        this.types = new CTypes(CHeader.RESERVED, documentation);
    }

    /** The text of the header. */
    public static String write(GuestInterface guest, Documentation documentation) {
        return new ExportsHeaderWriter(guest, documentation).header();
    }

    private String header() {
        List<String> all = new ArrayList<>();
        guest.resources().forEach(resource -> all.add(resource(resource)));
        guest.methods().forEach(method -> all.add(function(guest.javaClass(), method)));
        return CHeader.of(
                "What guests export for",
                guest.javaClass().canonicalName(),
                guest.javaClass().binaryName(),
                types,
                String.join("\n", all));
    }

    // ---- resources ----

    private String resource(GuestResource resource) {
        Handle given = (Handle) Handles.given(resource.handle());
        Handle lent = new Handle(given.javaClass(), given.resource(), Ownership.BORROWED);
        String handle = types.name(given);
        String object = types.name(lent);
        ResourceName name = given.resource();
        String what = given.javaClass().displayName();
        List<String> all = new ArrayList<>(List.of(
                imported(name.make(), "a handle of an object of " + what, handle, object + " self"),
                imported(name.lookUp(), "the object of " + what + " with a handle", object, handle + " handle"),
                imported(name.drop(), "ends a handle of an object of " + what, "void", handle + " handle"),
                exported(
                        heading("the end of an object of " + what),
                        name.destructorExport(),
                        "void",
                        List.of(object + " self"))));
        resource.methods().forEach(method -> all.add(function(given.javaClass(), method)));
        return String.join("\n", all);
    }

    private String imported(ImportName name, String comment, String result, String parameter) {
        return """
                %s__attribute__((import_module("%s"), import_name("%s")))
                %s %s(%s);
                """.formatted(
                heading(comment),
                CHeader.literal(name.module()),
                CHeader.literal(name.field()),
                result,
                functions.unique(CHeader.identifier(CHeader.plain(name.module() + "_" + CHeader.plain(name.field())))),
                parameter);
    }

    private static String heading(String text) {
        return CComment.of(Escapes.printable(text), List.of()) + "\n";
    }

    private String exported(String comment, String export, String result, List<String> parameters) {
        return function(comment, export, functions.unique(name(export)), result, parameters);
    }

    private static String name(String export) {
        int hash = export.indexOf('#');
        String path = hash < 0 ? "" : export.substring(0, hash) + "_";
        return CHeader.identifier(path + CHeader.plain(export.substring(hash + 1)));
    }

    private static String function(String comment, String export, String name, String result, List<String> parameters) {
        return """
                %s__attribute__((export_name("%s")))
                %s%s(%s);
                """.formatted(
                        comment,
                        CHeader.literal(export),
                        result.endsWith("*") ? result : result + " ",
                        name,
                        parameters.isEmpty() ? "void" : String.join(", ", parameters));
    }

    // ---- methods ----

    private String function(JavaClass owner, GuestMethod method) {
        String name = functions.unique(name(method.export()));
        return function(comment(owner, method), method.export(), name, result(name, method), parameters(name, method));
    }

    private String comment(JavaClass owner, GuestMethod method) {
        List<String> names =
                method.javaParameters().stream().map(Parameter::name).toList();
        String described = method.javaParameters().stream()
                .map(parameter -> parameter.type().simpleName())
                .collect(joining(", ", owner.displayName() + "." + method.method() + "(", ")"));
        List<String> said = documentation
                .of(Documentation.key(owner, method.method(), names))
                .lines(Function.identity());
        return CComment.of(Escapes.printable(described), said) + "\n";
    }

    private String result(String name, GuestMethod method) {
        BorderType type = Handles.given(method.result());
        if (method.resultPlace() == Place.MEMORY) {
            String pointed = type instanceof Fallible fallible ? types.result(name, fallible) : types.name(type);
            return "const " + pointed + " *";
        }
        Handles.in(type).forEach(types::name);
        return type == HostType.VOID ? "void" : GuestParameter.returned(type);
    }

    private List<String> parameters(String name, GuestMethod method) {
        method.parameters().forEach(parameter -> Handles.in(parameter.type()).forEach(types::name));
        if (method.argumentsPlace() == Place.MEMORY) {
            List<Field> fields = method.parameters().stream()
                    .map(parameter -> new Field(parameter.name(), parameter.type()))
                    .toList();
            return List.of("const " + types.arguments(name, fields) + " *arguments");
        }
        Identifiers names = new Identifiers(CHeader.RESERVED);
        return GuestParameter.of(method.parameters()).stream()
                .map(each -> each.declaration(names.unique(CHeader.identifier(each.name()))))
                .toList();
    }
}
