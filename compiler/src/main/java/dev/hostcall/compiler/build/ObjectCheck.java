package dev.hostcall.compiler.build;

import dev.hostcall.abi.ElfFile;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the C compiler made of a unit, checked before it is linked: machine code for the target, with the frame of every function
 * reported, and no calls of anything that the C does not call. So a C compiler, or a wrapper around one, that omits what
 * isolation rests on is detected, whatever its options.
 */
final class ObjectCheck {
    /** Written in assembly, with a frame of 600 bytes on top of a checked one. */
    private static final String THUNK = "wasm_budget_thunk";

    /** What emitted C may name outside its unit: itself, and what C compilers call for C's own operators. */
    private static final Pattern FOREIGN =
            Pattern.compile("[A-Za-z]+(_[A-Za-z]+)?(_\\d+)+|wasm_\\w+|__(start|stop)_hostcall_faults"
                    + "|_GLOBAL_OFFSET_TABLE_|mem(cpy|move|set|cmp)"
                    + "|(ceil|floor|trunc|nearbyint|rint|roundeven|sqrt|fabs|copysign|fmin|fmax)f?"
                    + "|__(popcount|clz|ctz)[sdt]i2|__(u)?(div|mod|divmod)[sdt]i[34]|__(fixuns|floatun)\\w+");

    /** GCC reports the second for a frame that it aligns: the reported size is its maximum. */
    private static final Set<String> FIXED = Set.of("static", "dynamic,bounded");

    private final String compiler;
    private final Path object;
    private final byte[] contents;
    private final Map<String, Integer> unreported = new HashMap<>();
    private final Map<String, Integer> sizes = new TreeMap<>();

    private ObjectCheck(String compiler, Path object) throws IOException {
        this.compiler = compiler;
        this.object = object;
        this.contents = Files.readAllBytes(object);
    }

    /**
     * The frames of an object's functions in bytes, by the name of the function in C.
     *
     * @param compiler for messages
     * @throws CompilerException if the object is refused
     */
    static Map<String, Integer> frames(String compiler, Path object, Path report, Target target) throws IOException {
        ObjectCheck check;
        try {
            check = new ObjectCheck(compiler, object);
        } catch (NoSuchFileException e) {
            throw new CompilerException(
                    Reason.C_COMPILER,
                    "the C compiler \"" + compiler
                            + "\" reported success but made no object; CC must name a C compiler and must"
                            + " not tell it to do anything but compile",
                    e);
        }
        try {
            ElfFile elf = check.elf(target);
            check.readReport(report);
            check.checkSymbols(elf);
        } catch (ElfFile.Damaged e) {
            throw check.refused("made a damaged object", e);
        }
        return check.sizes;
    }

    private CompilerException refused(String why) {
        return refused(why, null);
    }

    private CompilerException refused(String why, @Nullable Throwable cause) {
        String message = "the C compiler \"" + compiler + "\" " + why + " (" + object.getFileName() + ")";
        return new CompilerException(Reason.C_COMPILER, message, cause);
    }

    private ElfFile elf(Target target) {
        ElfFile elf = ElfFile.of(contents)
                .filter(file -> file.type() == ElfFile.RELOCATABLE)
                .orElseThrow(() ->
                        refused("made something other than a 64-bit ELF object, so its frames cannot be checked"));
        int expected = Architecture.of(target).elfMachine();
        if (elf.machine() != expected) {
            throw refused(
                    "made an object for the ELF machine " + elf.machine() + ", and " + target + " is " + expected);
        }
        return elf;
    }

    // unit0.c:12:5:fn_7    40016    static          GCC
    // unit0.c:12:fn_7      40016    static          Clang
    private void readReport(Path report) throws IOException {
        if (!Files.isRegularFile(report)) {
            throw refused("did not report the stack that functions need (-fstack-usage), so they cannot be checked");
        }
        for (String line : Files.readAllLines(report, StandardCharsets.ISO_8859_1)) {
            String[] columns = line.split("\t", -1);
            if (columns.length != 3) {
                throw refused("reported the use of the stack in an unknown form: " + line);
            }
            String function = baseName(columns[0].substring(columns[0].lastIndexOf(':') + 1));
            if (!FIXED.contains(columns[2])) {
                throw refused("gave the function " + function + " a frame without a fixed size (" + columns[2] + ")");
            }
            unreported.merge(function, -1, Integer::sum);
            sizes.merge(function, size(columns[1], function), Math::max);
        }
    }

    private int size(String text, String function) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refused("gave the function " + function + " a frame of " + text + " bytes", e);
        }
    }

    /** Copies that the compiler made of a function, such as {@code f.constprop.0}, are reported under its name. */
    private static String baseName(String symbol) {
        int dot = symbol.indexOf('.');
        return dot > 0 ? symbol.substring(0, dot) : symbol;
    }

    private void checkSymbols(ElfFile elf) throws ElfFile.Damaged {
        elf.symbols(ElfFile.SYMBOLS)
                .orElseThrow(() -> refused("made an object without symbols, so its functions are not known"))
                .forEach(this::checkSymbol);
        unreported.forEach((function, missing) -> {
            if (missing > 0 && !function.equals(THUNK)) {
                throw refused("did not report the stack that the function " + function + " needs");
            }
        });
    }

    private void checkSymbol(ElfFile.Symbol symbol) {
        String name = symbol.name();
        boolean isFunction =
                symbol.type() == ElfFile.Symbol.FUNCTION || symbol.type() == ElfFile.Symbol.INDIRECT_FUNCTION;
        if (symbol.isDefined() && isFunction) {
            unreported.merge(baseName(name), 1, Integer::sum);
        } else if (!symbol.isDefined() && !FOREIGN.matcher(name).matches()) {
            throw refused("made code that needs \"" + name + "\", which the C does not name");
        } else if (name.startsWith("__gnu_lto")) {
            throw refused("made an object that is compiled when it is linked (-flto), so its frames are not known");
        }
    }
}
