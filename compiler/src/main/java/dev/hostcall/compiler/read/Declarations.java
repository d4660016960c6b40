package dev.hostcall.compiler.read;

import dev.hostcall.compiler.read.WasmModule.Data;
import dev.hostcall.compiler.read.WasmModule.Elements;
import dev.hostcall.compiler.read.WasmModule.Export;
import dev.hostcall.compiler.read.WasmModule.Function;
import dev.hostcall.compiler.read.WasmModule.Global;
import dev.hostcall.compiler.read.WasmModule.Import;
import dev.hostcall.compiler.read.WasmModule.Memory;
import dev.hostcall.compiler.read.WasmModule.Table;
import dev.hostcall.compiler.read.WasmModule.Tag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a module has declared so far, with each index space in one list, imports first; filled while it is read. */
final class Declarations {
    final FunctionTypes types = new FunctionTypes();
    final List<Import> importedFunctions = new ArrayList<>();
    final List<Signature> functions = new ArrayList<>();
    final List<Table> tables = new ArrayList<>();
    final List<Memory> memories = new ArrayList<>();
    final List<Tag> tags = new ArrayList<>();
    final List<Global> globals = new ArrayList<>();
    final List<Export> exports = new ArrayList<>();
    final List<Elements> elements = new ArrayList<>();

    /** The types of element segments, by index. */
    final List<Type> elementTypes = new ArrayList<>();

    final List<Data> data = new ArrayList<>();
    final List<Code> code = new ArrayList<>();

    /** The functions that {@code ref.func} in a body may name: those named outside bodies. */
    final BitSet referable = new BitSet();

    Optional<Integer> start = Optional.empty();
    Optional<Long> dataCount = Optional.empty();

    /** The position of an index within a space of so many; {@code kind} is the specification's word. */
    static int checked(Input in, String kind, long index, int size, int offset) {
        if (index >= size) {
            throw in.invalid("unknown " + kind + " " + index, offset);
        }
        return (int) index;
    }

    /** Reads an index into a space of so many. */
    static int index(Input in, String kind, int size) {
        int begin = in.position();
        return checked(in, kind, in.u32(), size, begin);
    }

    /** Reads the index of a function that is referred to. */
    int reference(Input in) {
        int begin = in.position();
        int function = index(in, "function", functions.size());
        refer(in, function, begin);
        return function;
    }

    /** Takes note that a function is referred to outside of bodies. */
    void refer(Input in, int function, int offset) {
        Signature signature = functions.get(function);
        checkReferred(in, signature, offset);
        referable.set(function);
    }

    /** What other instances can reach, by name or by reference. */
    static void checkReferred(Input in, Signature signature, int offset) {
        signature.takes().forEach(type -> checkReferred(in, type, offset));
        signature.gives().forEach(type -> checkReferred(in, type, offset));
    }

    /** References to exceptions do not leave their instance in any way: they lead into its data. */
    static void checkReferred(Input in, Type type, int offset) {
        if (type.heap() == Type.EXN) {
            throw in.unsupported(Feature.EXCEPTION_HANDLING, "an exnref that other instances can reach", offset);
        }
    }

    /** The memory of an index that was read, which has to be there. */
    Memory memory(Input in, long index, int offset) {
        return memories.get(checked(in, "memory", index, memories.size(), offset));
    }

    int definedFunctions() {
        return functions.size() - importedFunctions.size();
    }

    /** The whole, once all has been read; {@code names} are those of the name section. */
    WasmModule module(Map<Integer, String> names, Set<Use> uses) {
        List<Function> all = new ArrayList<>();
        Map<Integer, String> exported = new HashMap<>();
        for (Export export : exports) {
            if (export.kind() == WasmModule.Kind.FUNCTION) {
                exported.putIfAbsent(export.index(), export.name());
            }
        }
        for (int i = 0; i < functions.size(); i++) {
            int index = i;
            boolean imports = i < importedFunctions.size();
            Optional<Import> from = imports ? Optional.of(importedFunctions.get(i)) : Optional.empty();
            Optional<Code> body = imports ? Optional.empty() : Optional.of(code.get(i - importedFunctions.size()));
            String name = Optional.ofNullable(names.get(i))
                    .or(() -> Optional.ofNullable(exported.get(index)))
                    .orElse(from.map(named -> named.module() + "." + named.name())
                            .orElse(""));
            all.add(new Function(i, functions.get(i), from, body, name));
        }
        return new WasmModule(
                types.all(),
                all,
                List.copyOf(tables),
                List.copyOf(tags),
                List.copyOf(memories),
                List.copyOf(globals),
                List.copyOf(exports),
                List.copyOf(elements),
                List.copyOf(data),
                start,
                uses);
    }
}
