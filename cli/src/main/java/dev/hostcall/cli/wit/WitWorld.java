package dev.hostcall.cli.wit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a world as tools encode it in a section {@code component-type} of a module: a component whose first type is a component that
 * exports the world, again the type of a component.
 */
final class WitWorld {
    private static final int TYPE_SECTION = 7;
    private static final int HEADER_BYTES = 8;
    private static final int MAGIC = 0x6D73_6100;
    private static final int COMPONENT = 0x0001_000D;

    private static final int FUNCTION = 0x40;
    private static final int COMPONENT_TYPE = 0x41;
    private static final int INSTANCE_TYPE = 0x42;
    private static final int ASYNC_FUNCTION = 0x43;

    /** What a declaration is. */
    private static final int TYPE = 1;

    private static final int ALIAS = 2;
    private static final int IMPORT = 3;
    private static final int EXPORT = 4;

    /** Sorts, and what is imported or exported. */
    private static final int OF_FUNCTION = 1;

    private static final int OF_TYPE = 3;
    private static final int OF_COMPONENT = 4;
    private static final int OF_INSTANCE = 5;

    private final TypeBytes in;
    private final Map<String, List<String>> interfaces = new LinkedHashMap<>();

    private WitWorld(TypeBytes in) {
        this.in = in;
    }

    /** The text of the world, with all interfaces that it names. */
    static String read(byte[] section) {
        ByteBuffer bytes = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
        if (section.length < HEADER_BYTES || bytes.getInt(0) != MAGIC || bytes.getInt(4) != COMPONENT) {
            throw new UnreadableWorldException("it is not a component in the version 13 of the binary format");
        }
        TypeBytes sections = new TypeBytes(bytes.position(HEADER_BYTES).slice());
        while (!sections.isAtEnd()) {
            int id = sections.next();
            ByteBuffer contents = sections.part(sections.number());
            if (id == TYPE_SECTION) {
                return new WitWorld(new TypeBytes(contents)).read();
            }
        }
        throw new UnreadableWorldException("it has no section of types");
    }

    private String read() {
        in.count();
        in.expect(COMPONENT_TYPE);
        List<String> lines = List.of();
        String id = "";
        for (int left = in.count(); left > 0; left--) {
            if (in.choice(TYPE, EXPORT)) {
                id = externName();
                in.expect(OF_COMPONENT);
                in.number();
            } else {
                in.expect(COMPONENT_TYPE);
                lines = declarations(new WitScope(in, Optional.empty()));
            }
        }
        return WitText.of(id, lines, interfaces);
    }

    /** All of a component's or an instance's type. */
    private List<String> declarations(WitScope scope) {
        for (int left = in.count(); left > 0; left--) {
            int kind = in.next();
            switch (kind) {
                case TYPE -> type(scope);
                case ALIAS -> alias(scope);
                case IMPORT -> extern(scope, "import ");
                case EXPORT -> extern(scope, "export ");
                default -> throw in.unknown("declaration", kind);
            }
        }
        return scope.lines();
    }

    private void type(WitScope scope) {
        WitTypes types = new WitTypes(in, scope);
        int code = in.next();
        scope.add(
                switch (code) {
                    case FUNCTION -> types.function(false);
                    case ASYNC_FUNCTION -> types.function(true);
                    case INSTANCE_TYPE -> new WitInterface(declarations(new WitScope(in, Optional.of(scope))));
                    default -> types.definition(code);
                });
    }

    private void alias(WitScope scope) {
        in.expect(OF_TYPE);
        int target = in.next();
        switch (target) {
            case 0 -> {
                String from = scope.instance(in.number());
                scope.add(WitType.used(from, in.name()));
            }
            case 2 -> {
                WitScope outer = scope.outer(in.number());
                scope.add(outer.entry(in.number()));
            }
            default -> throw in.unknown("alias", target);
        }
    }

    private String externName() {
        in.choice(0, 1); // with or without a package
        return in.name();
    }

    /** In an interface, what is declared is exported, and the word does not stand there. */
    private void extern(WitScope scope, String direction) {
        String name = externName();
        String prefix = scope.isWorld() ? direction : "";
        int kind = in.next();
        switch (kind) {
            case OF_FUNCTION -> scope.function(prefix, name, scope.function(in.number()));
            case OF_TYPE -> {
                if (in.choice(0, 1)) {
                    scope.resource(name);
                } else {
                    scope.name(name, scope.type(in.number()));
                }
            }
            case OF_INSTANCE -> {
                List<String> lines = scope.interfaceType(in.number()).lines();
                if (name.contains(":")) {
                    interfaces.putIfAbsent(name, lines);
                    scope.statement(List.of(prefix + name + ";"));
                } else {
                    scope.statement(WitNames.block(prefix + WitNames.escaped(name) + ": interface", lines));
                }
                scope.addInstance(name);
            }
            default -> throw in.unknown("import or export", kind);
        }
    }
}
