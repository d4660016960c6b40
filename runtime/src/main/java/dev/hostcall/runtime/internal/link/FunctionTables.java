package dev.hostcall.runtime.internal.link;

import dev.hostcall.abi.GuestExternKind;
import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.object.GuestObject;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.HostcallDeclaration.Pointers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the table that function pointers of a guest's are indices of: by its name, or as the only one of functions. */
public final class FunctionTables {
    /** What toolchains call it: LLVM's, and AssemblyScript's. */
    private static final List<String> NAMES = List.of("__indirect_function_table", "table");

    private FunctionTables() {}

    /**
     * What is wrong with a module, as to that table.
     *
     * @param pointers whether it passes or is passed any
     * @param use what does so, and how: {@code store.each is passed}
     */
    static Optional<String> problem(ModuleCore module, Pointers pointers, String use) {
        return pointers == Pointers.NONE || name(module).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "missing: %s pointers to functions, which are indices of an exported table %s; the guest exports %s"
                                .formatted(use, NAMES.get(0), exported(module)));
    }

    /** That of an instance, which was linked. */
    public static TableCore of(Exporter instance, ModuleCore module) {
        return name(module)
                .map(found -> instance.exportedTables().get(found))
                .orElseThrow(() -> new IllegalArgumentException("the guest has no table of functions"));
    }

    /** The function at an index; nothing for a null pointer. */
    public static @Nullable FunctionReference element(TableCore table, int index) {
        long size = Integer.toUnsignedLong(table.size());
        if (Integer.toUnsignedLong(index) >= size) {
            throw new IllegalArgumentException(
                    "a pointer to a function is %s; the guest's table of functions has %d elements"
                            .formatted(Integer.toUnsignedString(index), size));
        }
        return (FunctionReference) table.get(index);
    }

    /** The first index with a function, which a guest has for these bits. */
    public static int index(TableCore table, FunctionReference function, long bits) {
        int index = table.indexOf(bits);
        if (index < 0) {
            throw new IllegalArgumentException(
                    function + " is at no index of the guest's table of functions, so no pointer leads to it");
        }
        return index;
    }

    private static Optional<String> name(ModuleCore module) {
        List<String> names = tables(module);
        return NAMES.stream()
                .filter(names::contains)
                .findFirst()
                .or(() -> names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty());
    }

    private static List<String> tables(ModuleCore module) {
        return module.object().externs().stream()
                .filter(extern -> extern.kind() == GuestExternKind.TABLE)
                .filter(extern -> SignatureText.erased(
                                module.object().tables().get(extern.index()).type())
                        == WasmType.FUNCREF)
                .map(GuestObject.Extern::name)
                .toList();
    }

    private static String exported(ModuleCore module) {
        List<String> names = tables(module);
        return names.isEmpty() ? "none" : "several: " + String.join(", ", names);
    }
}
