package dev.hostcall.cli.wit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is declared in an interface or a world: types and instances by number, and what becomes of them in WIT, line by line. */
final class WitScope {
    private static final String RESOURCE = "resource ";

    private final TypeBytes in;
    private final Optional<WitScope> outer;
    private final List<WitEntry> types = new ArrayList<>();
    private final List<String> instances = new ArrayList<>();
    private final Map<String, List<String>> statements = new LinkedHashMap<>();

    WitScope(TypeBytes in, Optional<WitScope> outer) {
        this.in = in;
        this.outer = outer;
    }

    /** Whether it is a world's, and not an interface's. */
    boolean isWorld() {
        return outer.isEmpty();
    }

    void add(WitEntry type) {
        types.add(type);
    }

    WitEntry entry(int index) {
        if (index >= types.size()) {
            throw in.wrong("type " + index + " is named, and there are " + types.size());
        }
        return types.get(index);
    }

    WitType type(int index) {
        if (entry(index) instanceof WitType type) {
            return type;
        }
        throw in.wrong("type " + index + " is not one of values");
    }

    WitFunction function(int index) {
        if (entry(index) instanceof WitFunction function) {
            return function;
        }
        throw in.wrong("type " + index + " is not one of functions");
    }

    WitInterface interfaceType(int index) {
        if (entry(index) instanceof WitInterface found) {
            return found;
        }
        throw in.wrong("type " + index + " is not one of interfaces");
    }

    void addInstance(String name) {
        instances.add(name);
    }

    /** The name of an interface. */
    String instance(int index) {
        if (index >= instances.size()) {
            throw in.wrong("instance " + index + " is named, and there are " + instances.size());
        }
        return instances.get(index);
    }

    /** The scope so many levels further out. */
    WitScope outer(int levels) {
        return levels == 0
                ? this
                : outer.orElseThrow(() -> in.wrong("a scope is named that is not there"))
                        .outer(levels - 1);
    }

    /** Gives a type a name, and so defines it. */
    void name(String name, WitType type) {
        statement(type.named(name));
        add(WitType.inline(WitNames.escaped(name)));
    }

    /** Declares a resource, whose functions come to stand in it. */
    void resource(String name) {
        statements.put(RESOURCE + name, new ArrayList<>());
        add(WitType.inline(WitNames.escaped(name)));
    }

    /** Declares a function; {@code prefix} is what stands before it in a world. */
    void function(String prefix, String name, WitFunction function) {
        int bracket = name.indexOf(']');
        if (!name.startsWith("[") || bracket < 0) {
            statement(List.of(prefix + WitNames.escaped(name) + ": " + function + ";"));
            return;
        }
        String of = name.substring(bracket + 1).replaceFirst("\\..*", "");
        String member = WitNames.escaped(name.replaceFirst("^.*\\.", ""));
        List<String> resource = statements.computeIfAbsent(RESOURCE + of, key -> new ArrayList<>());
        switch (name.substring(1, bracket)) {
            case "constructor" -> resource.add("constructor" + function.ofConstructor() + ";");
            case "method" -> resource.add(member + ": " + function.withoutSelf() + ";");
            case "static" -> resource.add(member + ": static " + function + ";");
            default -> throw in.wrong("the function " + name + " is of an unknown kind");
        }
    }

    void statement(List<String> lines) {
        statements.put("statement " + statements.size(), lines);
    }

    /** All that is declared. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        statements.forEach((name, statement) -> {
            if (!name.startsWith(RESOURCE)) {
                lines.addAll(statement);
                return;
            }
            String head = RESOURCE + WitNames.escaped(name.substring(RESOURCE.length()));
            lines.addAll(statement.isEmpty() ? List.of(head + ";") : WitNames.block(head, statement));
        });
        return lines;
    }
}
