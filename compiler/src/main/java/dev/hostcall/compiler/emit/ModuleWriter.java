package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.emit.DescriptorWriter.Name;
import dev.hostcall.compiler.emit.FunctionWriter.Written;
import dev.hostcall.compiler.emit.Headers.Inclusion;
import dev.hostcall.compiler.emit.Translation.Effort;
import dev.hostcall.compiler.emit.Translation.Unit;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.Use;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.translate.ModuleScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The whole of a module as C: a header, units of functions, and a main unit with everything that exists once. A small module
 * is one unit, in which functions are static; the units of a larger one are compiled in parallel. How it is divided depends
 * on the module alone, so that the object does too.
 */
public final class ModuleWriter {
    /** Instructions: a module with less is one unit, and units of larger ones have about so many, the last ones half of it. */
    private static final int UNIT_SIZE = 40_000;

    private final WasmModule module;
    private final ModuleScope scope;
    private final CompilerOptions options;
    /** That a wait on a memory leaves what it waits for in. */
    private static final int WAIT_SLOTS = 4;

    private final Inclusion inclusion;
    private final String architecture;
    private final Map<Integer, Integer> largeFrames;

    private ModuleWriter(
            WasmModule module,
            CompilerOptions options,
            Inclusion inclusion,
            String architecture,
            Map<Integer, Integer> largeFrames) {
        this.module = module;
        this.scope = ModuleScope.of(module, options.bounds());
        this.options = options;
        this.inclusion = inclusion;
        this.architecture = architecture;
        this.largeFrames = Map.copyOf(largeFrames);
    }

    /**
     * Writes a module as files.
     *
     * @param architecture the header of the target's architecture
     * @param largeFrames bytes of stack of functions that need too many to check for them afterwards, by function
     */
    public static Translation files(
            WasmModule module, CompilerOptions options, String architecture, Map<Integer, Integer> largeFrames) {
        return new ModuleWriter(module, options, Inclusion.BY_NAME, architecture, largeFrames).write();
    }

    /**
     * Writes a module as one file that needs no other.
     *
     * @param architecture the header of the target's architecture
     * @param command what makes a guest object of it
     */
    public static String singleFile(WasmModule module, CompilerOptions options, String architecture, String command) {
        return SingleFile.of(
                command, new ModuleWriter(module, options, Inclusion.IN_FULL, architecture, Map.of()).write());
    }

    private Translation write() {
        FunctionWriter writer = new FunctionWriter(scope, options);
        List<Written> functions = module.functions().parallelStream()
                .filter(function -> function.body().isPresent())
                .map(function -> writer.write(function, Optional.ofNullable(largeFrames.get(function.index()))))
                .toList();
        List<Unit> units = divide(functions);
        boolean single = units.size() == 1 && units.get(0).effort() == Effort.FULL;
        String linkage = single ? "static " : "HIDDEN ";
        String prototypes = functions.stream().map(Written::prototypes).collect(Collectors.joining());
        String header = new HeaderWriter(scope, options, inclusion, architecture, slots()).write(linkage, prototypes);
        String once = new MainUnitWriter(scope, options, inclusion, slots()).write(names(functions));
        List<Unit> all = new ArrayList<>();
        if (single) {
            all.add(new Unit(units.get(0).text() + once, Effort.FULL, functions.size()));
        } else {
            all.add(new Unit(once, Effort.FULL, 0));
            all.addAll(units);
        }
        return new Translation(header, all, scope.image());
    }

    private List<Name> names(List<Written> functions) {
        List<Name> names = new ArrayList<>();
        int next = 0;
        for (WasmModule.Function function : module.functions()) {
            if (function.body().isEmpty()) {
                names.add(Name.ofFunction("fn_" + function.index(), function));
                continue;
            }
            Written written = functions.get(next++);
            written.names().forEach(name -> names.add(Name.ofFunction(name, function)));
            written.hidden().forEach(name -> names.add(Name.ofHidden(name, function)));
        }
        return names;
    }

    /** Functions in their order, those of less than full effort each in a unit of its own. */
    private static List<Unit> divide(List<Written> functions) {
        List<Unit> units = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int left = functions.stream()
                .filter(function -> function.effort() == Effort.FULL)
                .mapToInt(Written::size)
                .sum();
        int most = left <= UNIT_SIZE ? UNIT_SIZE : mostOf(left);
        int size = 0;
        int count = 0;
        for (Written function : functions) {
            if (function.effort() != Effort.FULL) {
                units.add(new Unit(function.text(), function.effort(), 1));
                continue;
            }
            if (size + function.size() > most && size > 0) {
                units.add(new Unit(text.toString(), Effort.FULL, count));
                text.setLength(0);
                left -= size;
                most = mostOf(left);
                size = 0;
                count = 0;
            }
            text.append(function.text());
            size += function.size();
            count++;
        }
        if (size > 0 || units.isEmpty()) {
            units.add(new Unit(text.toString(), Effort.FULL, count));
        }
        return units;
    }

    /** The size of the next unit: smaller towards the end, so that no processor has much to do when the others are done. */
    private static int mostOf(int left) {
        return Math.min(UNIT_SIZE, Math.max(UNIT_SIZE / 2, left / 3));
    }

    /** Slots: what any call from or to the outside may take, even in number for alignment. */
    private int slots() {
        int most = module.uses().contains(Use.WAITS) ? WAIT_SLOTS : 2;
        for (Signature signature : scope.types().signatures().keySet()) {
            most = Math.max(most, signature.slots());
        }
        return most + most % 2;
    }
}
