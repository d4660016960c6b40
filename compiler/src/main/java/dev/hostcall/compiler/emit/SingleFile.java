package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.translate.Template;

/**
 * A module as one file of C that needs no other: the bytes of the data are in it as text. Its first line is the command that
 * makes the guest object of it.
 */
final class SingleFile {
    private static final int BYTES_A_LINE = 32;

    private static final Template FILE = Template.of("""
            /* ${command} */
            #define WASM_DATA \\
                ${data}
                ""
            ${header}
            ${units}
            """);

    private static final Template LINE = Template.of("\"\\t.byte ${bytes}\\n\" \\\n");

    private SingleFile() {}

    /** The file; the translation holds its headers in full. */
    static String of(String command, Translation translation) {
        StringBuilder units = new StringBuilder();
        translation.units().forEach(unit -> units.append(unit.text()));
        return FILE.fill(
                "command", command, "data", data(translation.data()), "header", translation.header(), "units", units);
    }

    private static String data(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int begin = 0; begin < bytes.length; begin += BYTES_A_LINE) {
            StringBuilder numbers = new StringBuilder();
            for (int i = begin; i < Math.min(begin + BYTES_A_LINE, bytes.length); i++) {
                numbers.append(i == begin ? "" : ",").append(bytes[i] & 0xFF);
            }
            lines.append(LINE.fill("bytes", numbers));
        }
        return lines.toString();
    }
}
