package dev.hostcall.integration.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Programs of others that take too long for every build. docs/programs.md lists them. */
@EnabledIfSystemProperty(named = "hostcall.programs", matches = "large")
final class LargeProgramsTest extends ComparedPrograms {
    private static final double SECOND = 1e9;

    @Test
    void perlRunsScripts() throws IOException {
        report(LargePrograms.PERL);
        List<String> scripts = List.of(
                "my %h = map { $_ => length } qw(one three); print join(',', map { \"$_=$h{$_}\" } sort keys %h), \"\\n\";",
                "(my $t = 'x naïve y') =~ s/(\\w+)/<$1>/g; print $t; printf \" %.3f %s %s\\n\", 1/3, 2**70, $];",
                "open(my $f, '>', '/out') or die $!; print $f 'x' x 10; close $f; print -s '/out'; unlink '/out' or die $!;",
                "use List::Util qw(sum reduce); print sum(1..10), reduce { $a * $b } 1..7;",
                "sub f { my $n = shift; $n < 2 ? $n : f($n - 1) + f($n - 2) } print f(18), ' ', scalar gmtime(86400 * 365);",
                "eval { die { code => 42 } }; print $@->{code}; local $SIG{__WARN__} = sub { print 'warned: ', @_ }; warn \"w\\n\";",
                "die \"broken\\n\"",
                "open(my $f, '<', '/none') or die \"$!\\n\"",
                "syntax error here(",
                "print sprintf('%vd', 'ab.c'), pack('A3 n C', 'abcd', 258, 7), join '|', sort { $b <=> $a } 3, 11, 2;");
        List<String> seen = compared.of(LargePrograms.PERL, machine -> {
            Files.createFile(
                    Files.createDirectory(machine.folder().resolve("dev")).resolve("null"));
            List<String> all = new ArrayList<>();
            all.add("init: " + machine.i32("zeroperl_init"));
            for (String script : scripts) {
                int source = machine.put("malloc", script);
                int status = machine.i32("zeroperl_eval", source, 0, 0, 0);
                all.add(status + ": " + (status == 0 ? "" : machine.text(machine.i32("zeroperl_last_error"))));
                machine.call("free", source);
            }
            machine.call("zeroperl_flush");
            all.add(new String(machine.output(), StandardCharsets.UTF_8));
            return all;
        });
        assertThat(seen)
                .startsWith("init: 0", "0: ")
                .contains("-1: broken\n", "-1: No such file or directory\n")
                .anyMatch(text -> text.startsWith("-1: syntax error at "));
        assertThat(seen.get(seen.size() - 1))
                .startsWith("one=3,three=5\n<x> <na")
                .contains("2584 Fri Jan  1 00:00:00 1971", "42warned: w\n");
    }

    @Test
    void mupdfReadsAndDrawsPages() throws IOException {
        report(LargePrograms.MUPDF);
        String pdf = pdf("BT /F1 18 Tf 20 50 Td (Hello, page) Tj ET 0 0 1 rg 10 10 50 20 re f");
        String broken = pdf.replace("trailer", "trialer").replace("startxref", "startxfer");
        List<String> seen = compared.of(LargePrograms.MUPDF, machine -> {
            machine.call("wasm_init_context");
            List<String> all = new ArrayList<>();
            for (String source : List.of(pdf, broken)) {
                int data = machine.put("wasm_malloc", source.getBytes(StandardCharsets.ISO_8859_1));
                int buffer = machine.i32("wasm_new_buffer_from_data", data, source.length());
                int type = machine.put("wasm_malloc", "application/pdf");
                int document = machine.i32("wasm_open_document_with_buffer", type, buffer);
                all.add("%d pages, repaired %d"
                        .formatted(
                                machine.i32("wasm_count_pages", document),
                                machine.i32(
                                        "wasm_pdf_was_repaired",
                                        machine.i32("wasm_pdf_document_from_fz_document", document))));
                int page = machine.i32("wasm_load_page", document, 0);
                int text = machine.i32("wasm_new_stext_page_from_page", page, machine.put("wasm_malloc", ""));
                all.add(machine.text(machine.i32("wasm_print_stext_page_as_text", text)));
                all.add(machine.text(machine.i32("wasm_print_stext_page_as_json", text, 1f)));
                all.add(picture(machine, page));
            }
            return measured(machine, all);
        });
        assertThat(seen).startsWith("2 pages, repaired 0", "Hello, page\n\n").contains("2 pages, repaired 1");
        assertThat(seen.get(2)).contains("\"name\":\"Helvetica\"");
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(seen.get(3).getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(picture.getWidth()).isEqualTo(200);
        assertThat(picture.getRGB(30, 80) & 0xffffff).as("in the rectangle").isEqualTo(0x0000ff);
        assertThat(picture.getRGB(150, 20) & 0xffffff).as("beside it").isEqualTo(0xffffff);
    }

    /** Two pages; what is drawn on the first. */
    private static String pdf(String drawing) {
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + drawing.length() + " >>\nstream\n" + drawing + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>");
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        StringBuilder places = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            places.append("%010d 00000 n \n".formatted(file.length()));
            file.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects.get(i)));
        }
        int table = file.length();
        return file + "xref\n0 7\n" + places + "trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n";
    }

    /** A page as PNG, a pixel for each point. */
    private static String picture(Machine machine, int page) {
        ByteBuffer identity = ByteBuffer.allocate(6 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        List.of(1f, 0f, 0f, 1f, 0f, 0f).forEach(identity::putFloat);
        int matrix = machine.put("wasm_malloc", identity.array());
        int pixels = machine.i32("wasm_new_pixmap_from_page", page, matrix, machine.i32("wasm_device_rgb"), 0);
        int png = machine.i32("wasm_new_buffer_from_pixmap_as_png", pixels);
        byte[] bytes = machine.read(machine.i32("wasm_buffer_get_data", png), machine.i32("wasm_buffer_get_len", png));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void ffmpegEncodesPicturesAndSound() throws IOException {
        report(LargePrograms.FFMPEG);
        String pictures = "ffmpeg -nostdin -f lavfi -i testsrc=size=64x48:rate=5:duration=1 ";
        String sound = "ffmpeg -nostdin -f lavfi -i sine=frequency=440:duration=0.5 ";
        List<String> commands = List.of(
                "ffmpeg -version",
                "ffmpeg -hide_banner -h encoder=libx264",
                pictures + "-c:v mpeg4 -f md5 pipe:1",
                pictures + "-c:v libx264 -preset fast -f md5 pipe:1",
                pictures + "-c:v libvpx -f md5 pipe:1",
                pictures + "-vf scale=32:24,hue=s=0 -pix_fmt gray -f framemd5 pipe:1",
                sound + "-c:a libmp3lame -f md5 pipe:1",
                sound + "-c:a libopus -f md5 pipe:1",
                sound + "-c:a flac -f md5 pipe:1",
                "ffmpeg -nostdin -i /nowhere.mp4");
        List<String> seen = new ArrayList<>();
        for (String command : commands) {
            Comparison once = compared.again("command" + seen.size());
            List<String> outcome = once.of(LargePrograms.FFMPEG, machine -> {
                List<String> words = List.of(command.split(" "));
                ByteBuffer addresses = ByteBuffer.allocate(4 * words.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
                words.forEach(word -> addresses.putInt(machine.put("malloc", word)));
                String end = machine.failure("ffmpeg", words.size(), machine.put("malloc", addresses.array()));
                String output = new String(machine.output(), StandardCharsets.UTF_8);
                return measured(machine, List.of(end, output));
            });
            assertThat(outcome.get(0)).as(command).isEqualTo("the program has aborted"); // as its JavaScript expects
            seen.add(outcome.get(1));
        }
        assertThat(seen.get(0)).startsWith("ffmpeg version 5.1.4 ").contains("libavcodec     59. 37.100");
        assertThat(seen.get(1)).contains("Encoder libx264");
        assertThat(List.of(2, 3, 4, 6, 7, 8))
                .allSatisfy(command -> assertThat(seen.get(command)).matches("MD5=[0-9a-f]{32}\n"));
        assertThat(seen.get(5).lines().filter(line -> line.startsWith("0,"))).hasSize(5);
        assertThat(seen.get(9)).isEmpty();
    }

    @Test
    void dotNetStartsAndPrints() throws IOException {
        report(LargePrograms.DOTNET);
        Map<String, String> assemblies = Map.of(
                "System.Private.CoreLib", "System.Private.CoreLib.uf9wea3fgm.wasm",
                "System.Runtime", "System.Runtime.3apnme2t3y.wasm",
                "System.Console", "System.Console.btg2ujmw06.wasm");
        List<String> seen = compared.of(LargePrograms.DOTNET, machine -> {
            byte[] languages = Files.readAllBytes(LargePrograms.DOTNET.beside("_framework/icudt.oh1zvcfom8.dat"));
            List<String> all = new ArrayList<>();
            all.add("languages: " + machine.i32("mono_wasm_load_icu_data", machine.put("malloc", languages)));
            for (Map.Entry<String, String> assembly : new TreeMap<>(assemblies).entrySet()) {
                byte[] code = assembly(LargePrograms.DOTNET.beside("_framework/" + assembly.getValue()));
                int name = machine.put("malloc", assembly.getKey() + ".wasm");
                machine.call("mono_wasm_add_assembly", name, machine.put("malloc", code), code.length);
            }
            machine.call("mono_wasm_load_runtime", 0, 0, 0, 0);
            int writeLine = method(machine, "System.Console", "System", "Console", "WriteLine");
            for (String text : List.of("Hello, naïve €", "", "x".repeat(5_000))) {
                machine.call("mono_wasm_invoke_jsexport", writeLine, string(machine, text));
            }
            int number = machine.put("malloc", new byte[] {-1, 1, 0, 0});
            int increment = method(machine, "System.Private.CoreLib", "System.Threading", "Interlocked", "Increment");
            machine.call("mono_wasm_invoke_jsexport", increment, number);
            all.add(HexFormat.of().formatHex(machine.read(number, 4)));
            all.add("none: " + method(machine, "System.Private.CoreLib", "System", "Int32", "NoSuchMethod"));
            int parse = method(machine, "System.Private.CoreLib", "System", "Int32", "Parse");
            machine.call("mono_wasm_invoke_jsexport", parse, string(machine, "42"));
            all.add(machine.failure("mono_wasm_invoke_jsexport", parse, string(machine, "no number")));
            all.add(new String(machine.output(), StandardCharsets.UTF_8));
            return measured(machine, all);
        });
        assertThat(seen)
                .startsWith("languages: 1", "00020000", "none: 0", "the program has aborted")
                .contains("Hello, naïve €\n\n" + "x".repeat(5_000) + "\n");
    }

    /** A static method with one parameter, 0 if there is none. */
    private static int method(Machine machine, String assembly, String namespace, String type, String name) {
        int loaded = machine.i32("mono_wasm_assembly_load", machine.put("malloc", assembly));
        int found = machine.i32(
                "mono_wasm_assembly_find_class", loaded, machine.put("malloc", namespace), machine.put("malloc", type));
        return machine.i32("mono_wasm_assembly_find_method", found, machine.put("malloc", name), 1);
    }

    /** A string of .NET's, which is kept from being collected. */
    private static int string(Machine machine, String text) {
        int root = machine.put("malloc", new byte[8]);
        machine.call("mono_wasm_register_root", root, 8, 0);
        int characters = machine.put("malloc", text.getBytes(StandardCharsets.UTF_16LE));
        machine.call("mono_wasm_string_from_utf16_ref", characters, text.length(), root);
        return ByteBuffer.wrap(machine.read(root, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    /** An assembly as it stands in a module, from its first bytes to the end of the data there. */
    private static byte[] assembly(Path module) throws IOException {
        byte[] bytes = Files.readAllBytes(module);
        int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("WbIL");
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    @Test
    void thePageListsThem() throws IOException {
        ListedPrograms.compare(compared, "## Large ones", LargePrograms.ALL);
    }

    /** What was seen, and how much memory the program has by then; that of this process is told where the program is a part of it. */
    private static List<String> measured(Machine machine, List<String> seen) throws IOException {
        long memory = machine.memory();
        if (machine instanceof HostcallMachine) {
            String resident = Files.readString(Path.of("/proc/self/status"))
                    .lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow();
            System.out.printf("the program has %d KiB of memory; its process: %s%n", memory >> 10, resident);
        }
        List<String> all = new ArrayList<>(seen);
        all.add(memory + " bytes");
        return all;
    }

    /** How long it takes to be compiled, if there is no object of it yet. */
    private void report(Program program) throws IOException {
        compared.requireAll(program);
        long start = System.nanoTime();
        program.compiled().close();
        System.out.printf("%s: compiled or found in %.1f s%n", program.source(), (System.nanoTime() - start) / SECOND);
    }
}
