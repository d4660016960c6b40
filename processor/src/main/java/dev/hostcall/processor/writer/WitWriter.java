package dev.hostcall.processor.writer;

import static java.util.stream.Collectors.joining;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.WitWorld;
import dev.hostcall.processor.model.WitWorld.Definition;
import dev.hostcall.processor.model.WitWorld.Direction;
import dev.hostcall.processor.model.WitWorld.Function;
import dev.hostcall.processor.model.WitWorld.Interface;
import dev.hostcall.processor.model.WitWorld.Kind;
import dev.hostcall.processor.model.WitWorld.Member;
import dev.hostcall.processor.model.WitWorld.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Third phase: writes a world as WIT, for the tools of guest authors. */
public final class WitWriter {
    /** What the language itself has a meaning for. */
    private static final Set<String> KEYWORDS = Set.of(
            ("as async bool borrow char constructor enum error-context export f32 f64 flags from func future import"
                            + " include interface list map option own package record resource result s16 s32 s64 s8 static"
                            + " stream string tuple type u16 u32 u64 u8 use variant with world")
                    .split(" "));

    private static final String INDENT = "  ";

    private final WitWorld world;
    private final StringBuilder text = new StringBuilder();
    private String indent = "";

    private WitWriter(WitWorld world) {
        this.world = world;
    }

    /** The text of the file. */
    public static String write(WitWorld world) {
        return new WitWriter(world).file();
    }

    /** A name as it is written: with a sign before it if it is a word of the language. */
    public static String escaped(String name) {
        return KEYWORDS.contains(name) ? "%" + name : name;
    }

    // package acme:kv@1.0.0;
    //
    // interface store { … }
    //
    // world kv {
    //   import store;
    // }
    private String file() {
        String whose = world.direction() == Direction.IMPORT ? "What guests import to call" : "What guests export for";
        line("// %s %s. Generated from it; do not edit."
                .formatted(whose, Escapes.printable(world.source().canonicalName())));
        line("package " + escaped(world.ofPackage()) + ";");
        Map<WitName, List<Interface>> elsewhere = new LinkedHashMap<>();
        for (Interface each : world.interfaces()) {
            each.name().ifPresent(name -> {
                if (name.ofPackage().equals(world.ofPackage())) {
                    line("");
                    write(name, each);
                } else {
                    elsewhere
                            .computeIfAbsent(name.ofPackage(), any -> new ArrayList<>())
                            .add(each);
                }
            });
        }
        line("");
        writeWorld();
        elsewhere.forEach((name, interfaces) -> {
            line("");
            open("package " + escaped(name));
            separated(interfaces.stream()
                    .<Runnable>map(each -> () -> write(each.name().orElseThrow(), each))
                    .toList());
            close();
        });
        return text.toString();
    }

    private static String escaped(WitName name) {
        return escaped(name.namespace()) + ":" + escaped(name.packageName())
                + name.interfaceName().map(each -> "/" + escaped(each)).orElse("")
                + name.version().map(each -> "@" + each).orElse("");
    }

    private void write(WitName name, Interface contents) {
        open("interface " + escaped(name.interfaceName().orElseThrow()));
        writeContents(contents, "");
        close();
    }

    private void writeWorld() {
        comment(world.comment());
        open("world " + escaped(world.name()));
        List<String> whole = world.interfaces().stream()
                .flatMap(each -> each.name().map(name -> verb(each) + reference(name) + ";").stream())
                .toList();
        whole.forEach(this::line);
        if (!whole.isEmpty() && whole.size() < world.interfaces().size()) {
            line("");
        }
        separated(world.interfaces().stream()
                .filter(each -> each.name().isEmpty())
                .<Runnable>map(each -> () -> writeContents(each, verb(each)))
                .toList());
        close();
    }

    private static String verb(Interface contents) {
        return contents.direction().name().toLowerCase(Locale.ROOT) + " ";
    }

    private String reference(WitName name) {
        return name.ofPackage().equals(world.ofPackage())
                ? escaped(name.interfaceName().orElseThrow())
                : escaped(name);
    }

    private void writeContents(Interface contents, String verb) {
        List<Runnable> all = new ArrayList<>();
        contents.uses()
                .forEach((name, resources) -> all.add(() -> line("use " + reference(name) + ".{"
                        + resources.stream().map(WitWriter::escaped).collect(joining(", ")) + "};")));
        contents.resources().forEach(resource -> all.add(() -> write(resource)));
        contents.types().forEach(type -> all.add(() -> write(type)));
        contents.functions().forEach(function -> all.add(() -> write(function, verb)));
        separated(all);
    }

    private void separated(List<Runnable> all) {
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) {
                line("");
            }
            all.get(i).run();
        }
    }

    // /// What is kept.
    // record entry {
    //   key: string,
    // }
    private void write(Definition type) {
        comment(type.comment());
        open(type.kind().name().toLowerCase(Locale.ROOT) + " " + escaped(type.name()));
        for (Member member : type.members()) {
            comment(member.comment());
            String form = type.kind() == Kind.RECORD ? "%s: %s," : "%s(%s),";
            line(member.type()
                    .map(each -> form.formatted(escaped(member.name()), each))
                    .orElse(escaped(member.name()) + ","));
        }
        close();
    }

    // resource session {
    //   constructor(user: string);
    //   find: static func(number: s32) -> session;
    // }
    private void write(Resource resource) {
        comment(resource.comment());
        open("resource " + escaped(resource.name()));
        separated(resource.functions().stream()
                .<Runnable>map(function -> () -> write(function, ""))
                .toList());
        close();
    }

    // fetch-all: func(prefix: string) -> list<entry>;
    private void write(Function function, String verb) {
        comment(function.comment());
        String parameters = function.parameters().stream()
                .map(each -> escaped(each.name()) + ": " + each.type().orElseThrow())
                .collect(joining(", ", "(", ")"));
        String result = function.result().map(type -> " -> " + type).orElse("");
        String name = verb + escaped(function.name());
        line(
                switch (function.role()) {
                    case CONSTRUCTOR -> "constructor" + parameters + ";";
                    case STATIC -> name + ": static func" + parameters + result + ";";
                    case FUNCTION, METHOD -> name + ": func" + parameters + result + ";";
                });
    }

    private void comment(List<String> lines) {
        lines.forEach(each -> line(each.isEmpty() ? "///" : "/// " + each));
    }

    private void open(String heading) {
        line(heading + " {");
        indent += INDENT;
    }

    private void close() {
        indent = indent.substring(INDENT.length());
        line("}");
    }

    private void line(String line) {
        text.append(line.isEmpty() ? "" : indent + line).append('\n');
    }
}
