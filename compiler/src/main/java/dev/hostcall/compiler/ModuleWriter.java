package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The whole of a module as C: a header, units of functions, and a main unit with everything that exists once. A small module
 * is one unit, in which functions are static; the units of a larger one are compiled in parallel. How it is divided depends
 * on the module alone, so that the object does too.
 */
final class ModuleWriter {
    /** Instructions: a module with less is one unit, and units of larger ones have about so many. */
    private static final int UNIT_SIZE = 40_000;

    /** Characters of C that the copies of a function inlined into itself may have, and how deep they may be. */
    private static final int COPIES_SIZE = 12_000;

    private static final int MOST_COPIES = 8;

    /**
     * Ifs in one another, and conditions in all, beyond which a function is compiled at level 0, in a unit of its own: the time
     * and memory that optimizers take for them grows with the square of their number.
     */
    private static final int DEEPEST_IFS = 500;

    private static final int MOST_CONDITIONS = 8_000;

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

    /**
     * A function of so many instructions in C.
     *
     * @param plain whether it is compiled at level 0
     * @param prototypes for all units
     * @param names its C functions, for backtraces
     * @param hidden C functions beside them, which backtraces leave out
     */
    private record Emitted(
            int size, boolean plain, String prototypes, String text, List<String> names, List<String> hidden) {}

    Translation write() {
        List<Emitted> functions = module.functions().parallelStream()
                .filter(function -> function.body().isPresent())
                .map(this::emit)
                .toList();
        List<Unit> units = divide(functions);
        boolean single = units.size() == 1 && !units.get(0).plain();
        String linkage = single ? "static " : "HIDDEN ";
        String prototypes = functions.stream().map(Emitted::prototypes).collect(Collectors.joining());
        String header = new HeaderWriter(module, options, layout, types, slots()).write(linkage, prototypes);
        MainUnitWriter main = new MainUnitWriter(module, layout, types, image, accesses, slots());
        List<String> texts = new ArrayList<>();
        String once = main.write(names(functions)) + summary();
        texts.add(single ? units.get(0).text() + once : once);
        Set<Integer> plain = new TreeSet<>();
        if (!single) {
            for (Unit unit : units) {
                if (unit.plain()) {
                    plain.add(texts.size());
                }
                texts.add(unit.text().toString());
            }
        }
        return new Translation(header, texts, plain, image);
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
                names.add(new MainUnitWriter.Name("fn_" + function.index(), function, true));
                continue;
            }
            Emitted emitted = functions.get(next++);
            emitted.names().forEach(name -> names.add(new MainUnitWriter.Name(name, function, true)));
            emitted.hidden().forEach(name -> names.add(new MainUnitWriter.Name(name, function, false)));
        }
        return names;
    }

    private record Unit(StringBuilder text, boolean plain) {}

    private static List<Unit> divide(List<Emitted> functions) {
        List<Unit> units = new ArrayList<>();
        Unit last = new Unit(new StringBuilder(), false);
        int size = 0;
        for (Emitted function : functions) {
            if (function.plain()) {
                units.add(new Unit(new StringBuilder(function.text()), true));
                continue;
            }
            if (size + function.size() > UNIT_SIZE && size > 0) {
                units.add(last);
                last = new Unit(new StringBuilder(), false);
                size = 0;
            }
            last.text().append(function.text());
            size += function.size();
        }
        if (size > 0 || units.isEmpty()) {
            units.add(last);
        }
        return units;
    }

    private Emitted emit(Module.Function function) {
        boolean large = largeFrames.containsKey(function.index());
        Code body = function.body().orElseThrow();
        Costs costs = large ? new Costs(body) : new Costs(body, function.index());
        FunctionWriter.Written written = new FunctionWriter(module, layout, types, accesses, function, costs).write();
        if (large) {
            return emitLarge(function, costs, written);
        }
        if (costs.callsToItself() > 0) {
            return emitRecursive(function, costs, written);
        }
        String name = "fn_" + function.index();
        String prototype = "LINKAGE " + types.prototype(function.signature(), name);
        String head = (written.traps() ? OUTLINE : "") + prototype;
        return new Emitted(
                size(function),
                isPlain(costs),
                prototype + ";\n",
                head + " {\n" + whole(costs, written) + "}\n",
                List.of(name),
                List.of());
    }

    private boolean isPlain(Costs costs) {
        return options.optimization() > 0 && (costs.deepestIfs() > DEEPEST_IFS || costs.conditions() > MOST_CONDITIONS);
    }

    private static int size(Module.Function function) {
        return function.body().orElseThrow().size();
    }

    private static String whole(Costs costs, FunctionWriter.Written written) {
        String check = costs.callsGuest() ? "    WASM_CHECK_STACK(0);\n" : "";
        return written.variables() + check + entry(costs) + written.statements();
    }

    private static String entry(Costs costs) {
        return costs.chargeAfter(-1) > 0 ? "    CHARGE_TEST(" + costs.chargeAfter(-1) + ");\n" : "";
    }

    // OUTLINE LINKAGE u32 body_3(struct guest *g, u32 l_0) { ... }
    // OUTLINE LINKAGE u32 fn_3(struct guest *g, u32 l_0) { WASM_CHECK_FRAME(30000); return body_3(g, l_0); }
    private Emitted emitLarge(Module.Function function, Costs costs, FunctionWriter.Written written) {
        String name = "fn_" + function.index();
        String body = "body_" + function.index();
        String check = "    WASM_CHECK_FRAME(" + largeFrames.get(function.index()) + ");\n";
        String text = head(function, body) + " {\n" + whole(costs, written) + "}\n" + entrance(function, check);
        return new Emitted(size(function), isPlain(costs), prototypes(function), text, List.of(body), List.of(name));
    }

    // A function that calls itself is entered in two ways, paid for by itself and not. Copies of a small one are
    // inlined into it, so that the stack is checked once for all of them:
    //
    //   #define SELF body_3
    //   ALWAYS_INLINE u32 fn_3_1(struct guest *g, u32 l_0) { ... SELF(g, l_0 - 1) ... }
    //   #undef SELF
    //   #define SELF fn_3_1
    //   OUTLINE LINKAGE u32 body_3(struct guest *g, u32 l_0) { WASM_CHECK_STACK(7); ... SELF(g, l_0 - 1) ... }
    //   #undef SELF
    //   OUTLINE LINKAGE u32 fn_3(struct guest *g, u32 l_0) { CHARGE_TEST(7); return body_3(g, l_0); }
    private Emitted emitRecursive(Module.Function function, Costs costs, FunctionWriter.Written written) {
        String name = "fn_" + function.index();
        String body = "body_" + function.index();
        String check = "    WASM_CHECK_STACK(" + costs.chargeAfter(-1) + ");\n";
        StringBuilder text = new StringBuilder();
        String self = body;
        for (int copy = copies(costs, written); copy > 0; copy--) {
            String inner = name + "_" + copy;
            String head = "GUEST_INLINE " + types.prototype(function.signature(), inner);
            text.append(withSelf(self, head + " {\n" + written.variables() + written.statements() + "}\n"));
            self = inner;
        }
        text.append(withSelf(
                self, head(function, body) + " {\n" + written.variables() + check + written.statements() + "}\n"));
        text.append(entrance(function, entry(costs)));
        return new Emitted(
                size(function), isPlain(costs), prototypes(function), text.toString(), List.of(name, body), List.of());
    }

    private static String withSelf(String self, String text) {
        return "#define SELF " + self + "\n" + text + "#undef SELF\n";
    }

    /** How deep a function is inlined into itself: as deep as the copies, which multiply at every level, stay small. */
    private int copies(Costs costs, FunctionWriter.Written written) {
        if (options.optimization() < 2) {
            return 0;
        }
        int size = written.statements().length();
        int depth = 0;
        for (long level = size, all = size; depth < MOST_COPIES; depth++) {
            level *= costs.callsToItself();
            all += level;
            if (all > COPIES_SIZE) {
                break;
            }
        }
        return depth;
    }

    private String head(Module.Function function, String name) {
        return OUTLINE + "LINKAGE " + types.prototype(function.signature(), name);
    }

    private String entrance(Module.Function function, String before) {
        String name = "fn_" + function.index();
        return head(function, name) + " {\n" + before + "    return "
                + CTypes.forward(function.signature(), "body_" + function.index()) + ";\n}\n";
    }

    private String prototypes(Module.Function function) {
        String name = "fn_" + function.index();
        return "LINKAGE " + types.prototype(function.signature(), "body_" + function.index()) + ";\nLINKAGE "
                + types.prototype(function.signature(), name) + ";\n";
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
