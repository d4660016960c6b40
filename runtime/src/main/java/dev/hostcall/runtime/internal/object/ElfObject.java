package dev.hostcall.runtime.internal.object;

import dev.hostcall.abi.ElfFile;
import dev.hostcall.abi.GuestAbi;
import dev.hostcall.abi.Machine;
import java.util.List;
import java.util.Optional;

/**
 * Whether a file is a guest object, looked at before the dynamic linker runs any of its code: is it whole, is it for this
 * machine, does it hold a guest.
 */
public final class ElfObject {
    /** What every ELF file is larger than, and what is looked at to tell a text. */
    private static final int HEADER_BYTES = 64;

    private ElfObject() {}

    /**
     * Checks a file's contents.
     *
     * @throws Malformed if it is no shared object for this machine that holds a guest's descriptor; the message says
     *     what was found, what is expected and what to do
     */
    public static void check(byte[] contents) throws Malformed {
        checkKind(contents);
        ElfFile file = ElfFile.of(contents)
                .orElseThrow(() -> new Malformed("it is an ELF file, but not 64-bit little-endian"));
        checkMachine(file.machine());
        if (file.type() != ElfFile.SHARED_OBJECT) {
            throw new Malformed(
                    "it is an ELF file of type " + file.type() + ", not a shared object (link it with -shared)");
        }
        try {
            checkContents(file, contents.length);
        } catch (ElfFile.Damaged e) {
            throw new Malformed("it is " + e.getMessage());
        }
    }

    /** Files often given by mistake, and how to make guests of them. */
    private static void checkKind(byte[] contents) throws Malformed {
        if (contents.length == 0) {
            throw new Malformed("it is no shared object: it is empty, 0 bytes");
        }
        if (startsWith(contents, 0, 'a', 's', 'm')) {
            throw new Malformed("it is a WebAssembly module (it begins with 00 61 73 6d), not the native object that is"
                    + " made of one; compile it first and load what WasmCompiler.compile returns");
        }
        if (startsWith(contents, 'P', 'K', 3, 4)) {
            throw new Malformed("it is a jar or another zip file, not a shared object; load the object in it, by a path"
                    + " of its file system or as a stream");
        }
        if (isText(contents)) {
            throw new Malformed("it is a text (it begins with %02x %02x %02x %02x), not a shared object; if it is a"
                            .formatted(at(contents, 0), at(contents, 1), at(contents, 2), at(contents, 3))
                    + " WebAssembly text, assemble and compile it first");
        }
        if (contents.length < HEADER_BYTES) {
            throw new Malformed("it is no shared object: it has " + contents.length + " bytes");
        }
        if (!ElfFile.isElf(contents)) {
            throw new Malformed("it is no shared object: it begins with %02x %02x %02x %02x, not with 7f 45 4c 46 (ELF)"
                    .formatted(contents[0], contents[1], contents[2], contents[3]));
        }
    }

    private static byte at(byte[] contents, int index) {
        return index < contents.length ? contents[index] : 0;
    }

    private static boolean startsWith(byte[] contents, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= contents.length || contents[i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] contents) {
        for (int i = 0; i < Math.min(contents.length, HEADER_BYTES); i++) {
            int unit = contents[i];
            if (unit >= 0 && unit < ' ' && unit != '\t' && unit != '\n' && unit != '\r') {
                return false;
            }
        }
        return true;
    }

    private static void checkMachine(int found) throws Malformed {
        if (!isThisMachine(found)) {
            throw new Malformed("it is for " + title(found) + "; this JVM runs on " + thisMachine());
        }
    }

    /** Whether this is the number of the machine this JVM runs on. */
    static boolean isThisMachine(int number) {
        Optional<Machine> machine = Machine.ofElf(number);
        return machine.isPresent() && machine.equals(Machine.current());
    }

    /** A machine by its number in an ELF file. */
    static String title(int number) {
        return Machine.ofElf(number).map(Machine::toString).orElse("another machine (ELF number " + number + ")");
    }

    /** The machine this JVM runs on. */
    static String thisMachine() {
        return Machine.current().map(Machine::toString).orElse(System.getProperty("os.arch", "an unknown machine"));
    }

    private static void checkContents(ElfFile file, int length) throws Malformed, ElfFile.Damaged {
        long end = file.loadedEnd(); // beyond the file's end it would be mapped, and kill the process when touched
        if (end > length) {
            throw new Malformed("it is cut short: a segment ends at byte %d, the file at %d".formatted(end, length));
        }
        boolean isGuest = false;
        for (ElfFile.Symbol symbol : file.symbols(ElfFile.DYNAMIC_SYMBOLS).orElse(List.of())) {
            isGuest |= symbol.isDefined() && symbol.name().equals(GuestAbi.DESCRIPTOR_SYMBOL);
        }
        if (!isGuest) {
            throw new Malformed("it is a shared object without a guest's descriptor: it exports no symbol "
                    + GuestAbi.DESCRIPTOR_SYMBOL + " (see GUEST_DESCRIPTOR in guest.h)");
        }
    }

    /** What is wrong with an object; the message continues a sentence that names the file. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }
}
