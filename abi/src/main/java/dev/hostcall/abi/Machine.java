package dev.hostcall.abi;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The machines guests run on, and what each is called where. */
public enum Machine {
    //      ELF  in prose   JNA       os.arch    C compilers  memfd_create
    X86_64(62, "x86-64", "x86-64", "amd64", "x86_64", 319),
    AARCH64(183, "AArch64", "aarch64", "aarch64", "aarch64", 279);

    private final int elfNumber;
    private final String title;
    private final String jnaName;
    private final String javaName;
    private final String gnuName;
    private final int memfdCreate;

    Machine(int elfNumber, String title, String jnaName, String javaName, String gnuName, int memfdCreate) {
        this.elfNumber = elfNumber;
        this.title = title;
        this.jnaName = jnaName;
        this.javaName = javaName;
        this.gnuName = gnuName;
        this.memfdCreate = memfdCreate;
    }

    /** The machine this process runs on; empty if it is none of these. */
    public static Optional<Machine> current() {
        String found = System.getProperty("os.arch", "");
        return Arrays.stream(values())
                .filter(machine -> machine.javaName.equals(found))
                .findFirst();
    }

    /** The machine of an ELF file; empty if it is none of these. */
    public static Optional<Machine> ofElf(int number) {
        return Arrays.stream(values())
                .filter(machine -> machine.elfNumber == number)
                .findFirst();
    }

    /** All of them, in prose. */
    public static String all() {
        return Arrays.stream(values()).map(Machine::toString).collect(Collectors.joining(" and "));
    }

    /** Its number in the header of an ELF file, and in descriptors. */
    public int elfNumber() {
        return elfNumber;
    }

    /** Linux on it, as JNA names platforms: the folder of the engine library in the runtime's jar. */
    public String linux() {
        return "linux-" + jnaName;
    }

    /** The first word of a C compiler's name for it. */
    public String gnuName() {
        return gnuName;
    }

    /** The number of Linux's call {@code memfd_create}, which glibc has a function for since 2.27 only. */
    public int memfdCreate() {
        return memfdCreate;
    }

    /** Its name in prose. */
    @Override
    public String toString() {
        return title;
    }
}
