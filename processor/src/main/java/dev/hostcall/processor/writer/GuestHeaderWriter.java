package dev.hostcall.processor.writer;

import static java.util.stream.Collectors.joining;

import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.ImportName;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Third phase: writes the C header for guests that clang compiles to Wasm. C++ can include it, too. */
public final class GuestHeaderWriter {
    private final HostcallClass hostcalls;
    private final JavaClass source;
    private final Documentation documentation;
    private final Identifiers functions = new Identifiers(CHeader.RESERVED);
    private final CTypes types;

    private GuestHeaderWriter(HostcallClass hostcalls, Documentation documentation) {
        this.hostcalls = hostcalls;
        this.source = new JavaClass(hostcalls.packageName(), hostcalls.simpleNames());
        this.documentation = documentation;
        this.types = new CTypes(CHeader.RESERVED, documentation);
    }

    /** The text of the header. */
    public static String write(HostcallClass hostcalls, Documentation documentation) {
        return new GuestHeaderWriter(hostcalls, documentation).header();
    }

    private String header() {
        String functions = functions(); // declares types
        return CHeader.of(
                "What guests import to call", hostcalls.canonicalName(), hostcalls.binaryName(), types, functions);
    }

    private String functions() {
        return hostcalls.hostcalls().stream().map(this::function).collect(joining("\n"));
    }

    // /* Kv.fetch(Vmctx, String, MemorySlice) */
    // __attribute__((import_module("env"), import_name("fetch")))
    // int32_t env_fetch(const char *key, size_t key_length, void *into, size_t into_length);
    private String function(Hostcall hostcall) {
        ImportName name = hostcall.importName();
        String function = functions.unique(CHeader.identifier(name.module() + "_" + CHeader.plain(name.field())));
        return """
                %s
                __attribute__((import_module("%s"), import_name("%s")))
                %s %s(%s);
                """.formatted(
                        comment(hostcall),
                        CHeader.literal(name.module()),
                        CHeader.literal(name.field()),
                        GuestParameter.returned(hostcall),
                        function,
                        parameters(function, hostcall));
    }

    private String comment(Hostcall hostcall) {
        List<String> names =
                hostcall.javaParameters().stream().map(Parameter::name).toList();
        List<String> said = documentation
                .of(Documentation.key(source, hostcall.method(), names))
                .lines(Function.identity());
        return CComment.of(Escapes.printable(hostcalls.describe(hostcall)), said);
    }

    private String parameters(String function, Hostcall hostcall) {
        Handles.in(hostcall).forEach(types::name);
        Identifiers names = new Identifiers(CHeader.RESERVED);
        List<String> parameters = new ArrayList<>();
        List<GuestParameter> all = GuestParameter.of(hostcall);
        for (GuestParameter each : all) {
            parameters.add(each.declaration(names.unique(CHeader.identifier(each.name()))));
        }
        if (hostcall.argumentsPlace() == Place.MEMORY) {
            List<Field> fields = hostcall.parameters().stream()
                    .filter(parameter -> !parameter.type().layout().flat().isEmpty())
                    .map(parameter -> new Field(parameter.name(), parameter.type()))
                    .toList();
            parameters.set(0, "const " + types.arguments(function, fields) + " *arguments");
        }
        if (hostcall.result().place() == Place.MEMORY) {
            int last = parameters.size() - 1;
            String type = hostcall.result().type() instanceof Fallible fallible
                    ? types.result(function, fallible)
                    : types.name(hostcall.result().type());
            parameters.set(last, parameters.get(last).replace("void *", type + " *"));
        }
        return parameters.isEmpty() ? "void" : String.join(", ", parameters);
    }
}
