package dev.hostcall.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The whole of a module as C: a header, units of functions, and a main unit with everything that exists once. A small module
 * is one unit, in which functions are static; the units of a larger one are compiled in parallel. How it is divided depends
 * on the module alone, so that the object does too.
 */
final class ModuleWriter {
    /** Characters of C: a module with less is one unit, and units of larger ones have about so many. */
    private static final int UNIT_SIZE = 600_000;

    /** Characters of C: functions with less may be inlined into themselves. */
    private static final int SMALL = 2_000;

    private static final String OUTLINE = "__attribute__((noinline, noclone)) ";

    private final Module module;
    private final CompilerOptions options;
    private final Map<Integer, Integer> largeFrames;
    private final DataImage image;
    private final InstanceLayout layout;
    private final CTypes types;
    private final AccessWriter accesses;

    /**
     * A writer.
     *
     * @param largeFrames bytes of stack of functions that need too many to check for them afterwards, by function
     */
    ModuleWriter(Module module, CompilerOptions options, Map<Integer, Integer> largeFrames) {
        this.module = module;
        this.options = options;
        this.largeFrames = new TreeMap<>(largeFrames);
        image = new DataImage(module);
        layout = new InstanceLayout(module, image);
        types = new CTypes(module);
        accesses = new AccessWriter(module, options.bounds());
    }

    /** A function's C, its prototypes for all units, and the names of the C functions in it that stand for the guest's function and for nothing. */
    private record Emitted(String prototypes, String text, List<String> names, List<String> hidden) {}

    Translation write() {
        List<Emitted> functions = new ArrayList<>();
        for (Module.Function function : module.functions()) {
            if (function.body().isPresent()) {
                functions.add(emit(function));
            }
        }
        List<StringBuilder> units = divide(functions);
        boolean single = units.size() == 1;
        String linkage = single ? "static " : "HIDDEN ";
        String prototypes = functions.stream().map(Emitted::prototypes).collect(Collectors.joining());
        String header = new HeaderWriter(module, options, layout, types, slots()).write(linkage, prototypes);
        MainUnitWriter main = new MainUnitWriter(module, layout, types, image, accesses, slots());
        List<String> texts = new ArrayList<>();
        String once = main.write(names(functions)) + summary();
        texts.add(single ? units.get(0) + once : once);
        if (!single) {
            units.forEach(unit -> texts.add(unit.toString()));
        }
        return new Translation(header, texts, image);
    }

    private String summary() {
        return "static const char summary[] __attribute__((used, section(\"" + Summary.SECTION + "\"))) = "
                + CText.literal(Summary.of(module, options)) + ";\n";
    }

    private List<MainUnitWriter.Name> names(List<Emitted> functions) {
        List<MainUnitWriter.Name> names = new ArrayList<>();
        int next = 0;
        for (Module.Function function : module.functions()) {
            if (function.body().isEmpty()) {
                names.add(new MainUnitWriter.Name("fn" + function.index(), function, true));
                continue;
            }
            Emitted emitted = functions.get(next++);
            emitted.names().forEach(name -> names.add(new MainUnitWriter.Name(name, function, true)));
            emitted.hidden().forEach(name -> names.add(new MainUnitWriter.Name(name, function, false)));
        }
        return names;
    }

    private static List<StringBuilder> divide(List<Emitted> functions) {
        List<StringBuilder> units = new ArrayList<>();
        units.add(new StringBuilder());
        for (Emitted function : functions) {
            if (units.get(units.size() - 1).length() + function.text().length() > UNIT_SIZE) {
                units.add(new StringBuilder());
            }
            units.get(units.size() - 1).append(function.text());
        }
        return units;
    }

    // A function that calls itself, or whose frame is large, is two in C:
    //
    //   inline LINKAGE u32 fn3_body(struct guest *g, u32 l0) { ... fn3_body(g, l0 - 1) ... }
    //   OUTLINE LINKAGE u32 fn3(struct guest *g, u32 l0) { return fn3_body(g, l0); }
    private Emitted emit(Module.Function function) {
        String name = "fn" + function.index();
        String body = name + "_body";
        FunctionWriter.Written written = new FunctionWriter(module, layout, types, accesses, function).write(body);
        Signature signature = function.signature();
        String prototype = "LINKAGE " + types.prototype(signature, name);
        boolean large = largeFrames.containsKey(function.index());
        if (!written.callsItself() && !large) {
            String head = (written.canTrap() ? OUTLINE : "") + prototype;
            return new Emitted(prototype + ";\n", head + " {\n" + written.text() + "}\n", List.of(name), List.of());
        }
        String inline = large ? OUTLINE : written.text().length() < SMALL ? "inline " : "";
        String inner = "LINKAGE " + types.prototype(signature, body);
        String check = large ? "    WASM_CHECK_FRAME(" + largeFrames.get(function.index()) + ");\n" : "";
        String text = inline + inner + " {\n" + written.text() + "}\n" + OUTLINE + prototype + " {\n" + check
                + "    return " + CTypes.forward(signature, body) + ";\n}\n";
        return new Emitted(
                inner + ";\n" + prototype + ";\n",
                text,
                large ? List.of(body) : List.of(name, body),
                large ? List.of(name) : List.of());
    }

    /** Slots: what any call from or to the outside may take, even in number for alignment. */
    private int slots() {
        int most = 2;
        for (Signature signature : types.signatures()) {
            most = Math.max(most, signature.slots());
        }
        return most + most % 2;
    }
}
