package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.read.Module;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is in an object, in words. The compiler puts the text into the object's section {@code hostcall_summary}, where
 * {@link #read} finds it without loading the object.
 */
final class Summary {
    /** The ELF section that holds the text. */
    static final String SECTION = "hostcall_summary";

    private static final int ELF_MAGIC = 0x464C457F;
    private static final int SECTION_HEADERS = 40;
    private static final int SECTION_COUNT = 60;
    private static final int NAMES_INDEX = 62;
    private static final int HEADER_SIZE = 64;

    private Summary() {}

    /** The text for a module compiled with these options. */
    static String of(Module module, CompilerOptions options) {
        StringBuilder text = new StringBuilder("Hostcall guest\n");
        text.append("bounds: ").append(options.bounds() == BoundsMode.GUARD ? "guard\n" : "explicit\n");
        text.append("metering: ").append(options.metering() == Metering.ON ? "on\n" : "off\n");
        text.append("optimization: ").append(options.optimization()).append('\n');
        module.memory()
                .ifPresent(memory -> text.append(
                        "memory: " + memory.min() + " to " + memory.max() + " pages" + from(memory.imported()) + "\n"));
        for (Module.Function function : module.functions()) {
            line(text, "function", function.imported(), function.signature().letters());
        }
        for (Module.Table table : module.tables()) {
            line(text, "table", table.imported(), table.type() + " " + table.min() + " to " + table.max());
        }
        for (Module.Global global : module.globals()) {
            line(text, "global", global.imported(), (global.mutable() ? "mutable " : "") + global.type());
        }
        for (Module.Export export : module.exports()) {
            text.append("export ")
                    .append(export.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .append(' ')
                    .append(printable(export.name()))
                    .append(describe(module, export))
                    .append('\n');
        }
        module.start()
                .ifPresent(
                        start -> text.append("start: function ").append(start).append('\n'));
        return text.toString();
    }

    private static String describe(Module module, Module.Export export) {
        return switch (export.kind()) {
            case FUNCTION ->
                ": " + module.functions().get(export.index()).signature().letters();
            case GLOBAL -> ": " + module.globals().get(export.index()).type();
            case TABLE -> ": " + module.tables().get(export.index()).type();
            default -> "";
        };
    }

    private static void line(StringBuilder text, String kind, Optional<Module.Import> imported, String what) {
        imported.ifPresent(name -> text.append("import ")
                .append(kind)
                .append(' ')
                .append(printable(name.module() + "." + name.name()))
                .append(": ")
                .append(what)
                .append('\n'));
    }

    private static String from(Optional<Module.Import> imported) {
        return imported.map(name -> ", imported as " + printable(name.module() + "." + name.name()))
                .orElse("");
    }

    /** Without control characters, which a name may hold and a terminal obeys. */
    private static String printable(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * The text in an object.
     *
     * @throws CompilerException if the file is no object of this compiler
     */
    static String read(Path object) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(object)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (elf.getInt(0) == ELF_MAGIC) {
                int headers = Math.toIntExact(elf.getLong(SECTION_HEADERS));
                int names = headers + HEADER_SIZE * elf.getShort(NAMES_INDEX);
                for (int i = 0; i < elf.getShort(SECTION_COUNT); i++) {
                    int header = headers + HEADER_SIZE * i;
                    int name = Math.toIntExact(elf.getLong(names + 24)) + elf.getInt(header);
                    if (text(elf, name, SECTION.length()).equals(SECTION)) {
                        int size = Math.toIntExact(elf.getLong(header + 32)) - 1;
                        return text(elf, Math.toIntExact(elf.getLong(header + 24)), size);
                    }
                }
            }
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new CompilerException(Reason.FILE, object + " is damaged: its sections lie outside of it", e);
        }
        throw new CompilerException(Reason.FILE, object + " is no object of this compiler");
    }

    private static String text(ByteBuffer elf, int offset, int size) {
        if (offset < 0 || size < 0 || offset + size > elf.capacity()) {
            throw new IndexOutOfBoundsException(offset);
        }
        byte[] copy = new byte[size];
        elf.get(offset, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
