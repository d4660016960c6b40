package dev.hostcall.integration.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Programs of others do here what they do in Node.js. docs/programs.md lists them. */
@EnabledIfSystemProperty(named = "hostcall.programs", matches = "true|large")
final class ProgramsTest extends ComparedPrograms {
    @Test
    void aProgramInTinyGoFormatsGo() throws IOException {
        List<String> seen = compared.of(Programs.GOFMT, machine -> {
            List<String> all = new ArrayList<>();
            for (String source : List.of("package  p\nfunc  f( ){x:=1\nreturn}", "package p\n", "package p\nfunc {")) {
                byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
                machine.write(machine.i32("alloc", bytes.length), bytes);
                int outcome = machine.i32("format");
                String text = outcome == 0 ? "" : machine.text(machine.i32("output_ptr"), machine.i32("output_len"));
                all.add(outcome + " " + text);
                machine.call("dispose");
            }
            return all;
        });
        assertThat(seen.get(0)).isEqualTo("1 package p\n\nfunc f() {\n\tx := 1\n\treturn\n}\n");
        assertThat(seen.get(1)).startsWith("0 ");
        assertThat(seen.get(2)).contains("2:6: expected 'IDENT', found '{'");
    }

    @Test
    void aPluginInRustFormatsJson() throws IOException {
        List<String> seen = compared.of(Programs.DPRINT_JSON, machine -> {
            share(machine, "{\"plugin\":{\"indentWidth\":3},\"global\":{\"lineWidth\":40}}");
            machine.call("register_config", 1);
            List<String> all = new ArrayList<>();
            all.add(shared(machine, machine.i32("get_plugin_info")));
            all.add(shared(machine, machine.i32("get_resolved_config", 1)));
            for (String source : List.of("{ \"a\":[1,2,  3],// why\n\"b\":null}", "[]\n", "{\"a\":")) {
                share(machine, "/file.json");
                machine.call("set_file_path");
                share(machine, source);
                int outcome = machine.i32("format", 1);
                all.add(outcome + " "
                        + switch (outcome) {
                            case 1 -> shared(machine, machine.i32("get_formatted_text"));
                            case 2 -> shared(machine, machine.i32("get_error_text"));
                            default -> "";
                        });
            }
            return all;
        });
        assertThat(seen.get(0)).contains("dprint-plugin-json");
        assertThat(seen.get(2)).isEqualTo("1 {\n   \"a\": [1, 2, 3], // why\n   \"b\": null\n}\n");
        assertThat(seen.get(3)).isEqualTo("0 ");
        assertThat(seen.get(4)).startsWith("2 ");
    }

    /** Gives text to a plugin of dprint. */
    private static void share(Machine machine, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        machine.write(machine.i32("clear_shared_bytes", bytes.length), bytes);
    }

    private static String shared(Machine machine, int length) {
        return machine.text(machine.i32("get_shared_bytes_ptr"), length);
    }

    @Test
    void aCommandInCSpeaks() throws IOException {
        List<String> seen = compared.of(Programs.FLITE, machine -> {
            int code = machine.run();
            byte[] sound = Files.readAllBytes(machine.folder().resolve("hello.wav"));
            return List.of(
                    "exit code " + code,
                    new String(machine.output(), StandardCharsets.UTF_8),
                    new String(sound, StandardCharsets.ISO_8859_1));
        });
        assertThat(seen.get(0)).isEqualTo("exit code 0");
        assertThat(seen.get(2)).startsWith("RIFF").hasSizeGreaterThan(20_000);
    }

    @Test
    void quickJsEvaluates() throws IOException {
        List<String> scripts = List.of(
                "[3, 1, 2].sort().map(x => x ** 2.5).join()",
                "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) } fib(18)",
                "JSON.stringify({ a: [1n, 2n].map(String), r: /(\\d+)-(?<x>\\w+)/u.exec('42-né').groups.x })",
                "2n ** 200n",
                "[...'naïve 😀'].reverse().join('')",
                "(function deep() { return deep() })()",
                "nowhere.at",
                "Array.from({ length: 20000 }, (_, i) => ({ i })).reduce((sum, each) => sum + each.i, 0)",
                "let log = ''; for (const x of (function* () { yield* [1, 2, 3] })()) log += x; log",
                "new Date(86400000 * 365.25 * 30).toISOString()",
                "let x = 0.1, y = 0.2; (x + y).toPrecision(17) + Math.sin(1e6) + parseFloat('1e-320')");
        List<String> seen = compared.of(Programs.QUICKJS, machine -> {
            assertThat(machine.i32("qjs_init")).isZero();
            machine.call("qjs_set_max_stack_size", 100_000);
            List<String> all = new ArrayList<>();
            for (String script : scripts) {
                all.add(evaluate(machine, script));
            }
            return all;
        });
        assertThat(seen)
                .startsWith("1,5.656854249492381,15.588457268119896", "2584", "{\"a\":[\"1\",\"2\"],\"r\":\"n\"}")
                .contains("😀 evïan", "199990000", "123", "2000-01-01T12:00:00.000Z")
                .anyMatch(each -> each.startsWith("RangeError"))
                .anyMatch(each -> each.startsWith("ReferenceError: nowhere is not defined"));
    }

    @Test
    void luaEvaluates() throws IOException {
        List<String> scripts = List.of(
                "return 2^53, 7 // 2, 7 % -3, 'a' .. 1",
                "local ok, message = pcall(error, { code = 7 }); return ok, message.code",
                "return pcall(function() local x = nil; return x.y end)",
                "return select(2, pcall(string.rep, 'x', -1)) == '', pcall(string.rep)",
                "local function deep(n) return n == 0 and error('deep down') or deep(n - 1) + 1 end return pcall(deep, 150)",
                "return pcall(pcall, error, 'twice')",
                "local t = {} for i = 1, 300 do t[i] = (i * 7919) % 1000 end table.sort(t) return table.concat(t, ' ', 1, 20)",
                "local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1); error('in a coroutine ' .. b) end)"
                        + " return co(1), pcall(co, 'x')",
                "return ('naïve'):gsub('%w+', string.upper), #'naïve', utf8.len('naïve')",
                "return os.time{ year = 2001, month = 14, day = -3, hour = 25 }",
                "return string.format('%5.2f|%g|%q|%x', math.pi, 1e300, 'a\\nb', 255)",
                "return load('syntax error here')",
                "for i = 1, 3 do print(i, nil, true) end return io.write('written') and 'done'",
                "return io.open('/nowhere')",
                "local t = setmetatable({}, { __index = function(t, k) error('no ' .. k, 0) end }) return pcall(function() return t.x end)",
                "error('to the top')");
        List<String> seen = compared.of(Programs.LUA, machine -> {
            int state = machine.i32("luaL_newstate");
            machine.call("luaL_openlibs", state);
            List<String> all = new ArrayList<>();
            for (String script : scripts) {
                all.add(lua(machine, state, script));
            }
            machine.call("lua_close", state);
            machine.call("fflush", 0);
            all.add(new String(machine.output(), StandardCharsets.UTF_8));
            return all;
        });
        assertThat(seen)
                .startsWith("0: 9.007199254741e+15, 3, -2, a1", "0: false, 7")
                .contains(
                        "0: nil, /nowhere: Function not implemented, 52",
                        "2: [string \"error('to the top')\"]:1: to the top")
                .contains("1\tnil\ttrue\n2\tnil\ttrue\n3\tnil\ttrue\nwritten");
    }

    private static String lua(Machine machine, int state, String script) {
        int source = machine.put("malloc", script);
        int status = machine.i32("luaL_loadstring", state, source);
        if (status == 0) {
            status = machine.i32("lua_pcallk", state, 0, -1, 0, 0, 0);
        }
        List<String> results = new ArrayList<>();
        int count = machine.i32("lua_gettop", state);
        for (int i = 1; i <= count; i++) {
            int text = machine.i32("luaL_tolstring", state, i, 0);
            results.add(machine.text(text));
        }
        machine.call("lua_settop", state, 0);
        machine.call("free", source);
        return status + ": " + String.join(", ", results);
    }

    @Test
    void sqliteQueries() throws IOException {
        List<String> statements = List.of(
                "create table words (id integer primary key, word text unique, weight real)",
                "insert into words (word, weight) values ('one', 1.5), ('zwei', 2.25), ('trøis', -3e9), (null, null)",
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)"
                        + " insert into words (word, weight) select 'w' || i, i / 7.0 from n",
                "select count(*), round(sum(weight), 3), max(length(word)), group_concat(distinct typeof(weight)) from words",
                "select id, word, weight from words where word like '%i%' order by weight desc, id",
                "insert into words (word) values ('one')",
                "create index by_weight on words (weight)",
                "explain query plan select * from words where weight between 1 and 2",
                "select word from words where weight between 1.4 and 1.6 order by 1",
                "select json_extract('{\"a\":[1,{\"b\":\"ü\"}]}', '$.a[1].b'), hex(zeroblob(3)), 9223372036854775807 + 1",
                "select datetime(86400 * 365, 'unixepoch'), strftime('%j %W', '2024-02-29'), julianday('2000-01-01')",
                "begin; delete from words where id > 2; rollback",
                "select count(*) from words",
                "select no_such_function()",
                "pragma integrity_check");
        List<String> seen = compared.of(Programs.SQLITE, machine -> {
            int handle = machine.i32("malloc", 4);
            List<String> all = new ArrayList<>();
            all.add("open: " + machine.i32("sqlite3_open", machine.put("malloc", ":memory:"), handle));
            int database = integer(machine, handle);
            for (String statement : statements) {
                all.add(query(machine, database, statement));
            }
            all.add("close: " + machine.i32("sqlite3_close_v2", database));
            return all;
        });
        assertThat(seen)
                .startsWith("open: 0")
                .contains("[3004|-2999356924.821|5|real,null]")
                .contains("UNIQUE constraint failed: words.word")
                .contains("no such function: no_such_function")
                .contains("[ok]")
                .endsWith("close: 0");
    }

    private static String query(Machine machine, int database, String statement) {
        int sql = machine.put("malloc", statement);
        int out = machine.i32("malloc", 8);
        StringBuilder rows = new StringBuilder();
        int next = sql;
        while (!machine.text(next).isBlank()) {
            if (machine.i32("sqlite3_prepare_v2", database, next, -1, out, out + 4) != 0) {
                return machine.text(machine.i32("sqlite3_errmsg", database));
            }
            int prepared = integer(machine, out);
            while (machine.i32("sqlite3_step", prepared) == 100) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < machine.i32("sqlite3_column_count", prepared); i++) {
                    int text = machine.i32("sqlite3_column_text", prepared, i);
                    row.add(text == 0 ? "-" : machine.text(text));
                }
                rows.append(row.stream().collect(Collectors.joining("|", "[", "]")));
            }
            if (machine.i32("sqlite3_finalize", prepared) != 0) {
                return machine.text(machine.i32("sqlite3_errmsg", database));
            }
            next = integer(machine, out + 4);
        }
        return rows.toString();
    }

    private static int integer(Machine machine, int address) {
        return ByteBuffer.wrap(machine.read(address, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    @Test
    void aLibraryInAssemblyScriptCutsWhatItIsGiven() throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        List<String> seen = compared.of(Programs.RABIN, machine -> {
            int rabin = machine.i32("Rabin#constructor", 0, 12, 8192, 32768, 64);
            int input = array(machine, 4, bytes);
            int lengths = array(machine, 3, new byte[100]);
            int cut = machine.i32("Rabin#fingerprint", rabin, input, lengths);
            int data = integer(machine, cut + 4);
            String all = IntStream.range(0, 25)
                    .mapToObj(i -> Integer.toString(integer(machine, data + 4 * i)))
                    .collect(Collectors.joining(" "));
            return List.of(
                    all,
                    String.valueOf(machine.call("mod", 0x123456789abcdefL, 0x3da3358b4dc173L)),
                    machine.failure("Rabin#constructor", 0, 12, 8192, 32768, -1));
        });
        assertThat(seen.get(2)).startsWith("Invalid length in ");
    }

    @Test
    void aParserInCReadsRuby() throws IOException {
        List<String> sources = List.of(
                "class Words < Array\n  def each(&) = super.lazy { |x, *y, z: 1| puts \"#{x} naïve\" if x => [_, {a:}] }\nend\n",
                "case [1, [2, 3]]\nin Integer => a, [b, *] unless b.zero?\n  <<~TEXT\n    a #{a + b}\n  TEXT\nend",
                "def broken(\n  1 +",
                "x = %w[a b].map(&:to_s) ; /(?<y>\\d+)/ =~ x ; y ** -2r");
        List<String> seen = compared.of(Programs.PRISM, machine -> {
            List<String> all = new ArrayList<>();
            for (String source : sources) {
                byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
                int text = machine.i32("calloc", 1, bytes.length);
                machine.write(text, bytes);
                int buffer = machine.i32("calloc", machine.i32("pm_buffer_sizeof"), 1);
                machine.call("pm_buffer_init", buffer);
                machine.call("pm_serialize_parse", buffer, text, bytes.length, 0);
                byte[] tree =
                        machine.read(machine.i32("pm_buffer_value", buffer), machine.i32("pm_buffer_length", buffer));
                all.add(new String(tree, StandardCharsets.ISO_8859_1));
                machine.call("pm_buffer_free", buffer);
            }
            return all;
        });
        assertThat(seen).allMatch(tree -> tree.startsWith("PRISM"));
        assertThat(seen.get(0)).contains("assigned but unused variable - a");
        assertThat(seen.get(2)).contains("unexpected end-of-input");
    }

    @Test
    void zstdCompresses() throws IOException {
        byte[] data = new byte[3 << 20];
        Random random = new Random(1);
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (random.nextInt(i / 1000 + 1) % 61);
        }
        List<String> seen = compared.of(Programs.ZSTD, machine -> {
            machine.call("d"); // constructors
            int source = machine.i32("f", data.length);
            machine.write(source, data);
            int bound = machine.i32("h", data.length);
            List<String> all = new ArrayList<>();
            for (int level : List.of(1, 3, 19)) {
                int target = machine.i32("f", bound);
                int size = machine.i32("i", target, bound, source, data.length, level);
                int back = machine.i32("f", data.length);
                int length = machine.i32("j", back, data.length, target, size);
                assertThat(machine.read(back, length)).isEqualTo(data);
                all.add(new String(machine.read(target, size), StandardCharsets.ISO_8859_1));
                machine.call("g", back);
                machine.call("g", target);
            }
            return all;
        });
        assertThat(seen).doesNotHaveDuplicates().allMatch(each -> each.startsWith("(µ/ý"));
    }

    @Test
    void anEncoderInRustMakesPictures() throws IOException {
        int width = 61;
        int height = 40;
        byte[] pixels = new byte[4 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 4 == 3 ? 255 : i / 7 ^ i % 50);
        }
        List<String> seen = compared.of(Programs.PNG, machine -> {
            int results = machine.i32("__wbindgen_add_to_stack_pointer", -16);
            int data = machine.i32("__wbindgen_malloc", pixels.length, 1);
            machine.write(data, pixels);
            machine.call("encode", results, data, pixels.length, width, height, 8);
            byte[] picture = machine.read(integer(machine, results), integer(machine, results + 4));
            return List.of(new String(picture, StandardCharsets.ISO_8859_1));
        });
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(seen.get(0).getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(width, height);
        int last = pixels.length - 4;
        assertThat(picture.getRGB(width - 1, height - 1) & 0xffffff)
                .isEqualTo(
                        ((pixels[last] & 0xff) << 16) | ((pixels[last + 1] & 0xff) << 8) | (pixels[last + 2] & 0xff));
    }

    /** An array of numbers as AssemblyScript has it: a view of a buffer, with its start and length in bytes. */
    private static int array(Machine machine, int type, byte[] bytes) {
        int buffer = machine.i32("__alloc", bytes.length, 0);
        machine.write(buffer, bytes);
        int view = machine.i32("__alloc", 12, type);
        ByteBuffer fields = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(machine.i32("__retain", buffer)).putInt(buffer).putInt(bytes.length);
        machine.write(view, fields.array());
        return machine.i32("__retain", view);
    }

    @Test
    void thePageListsThem() throws IOException {
        ListedPrograms.compare(compared, "## Which", Programs.ALL);
    }

    private static String evaluate(Machine machine, String script) {
        int source = machine.put("wasm_malloc", script);
        int name = machine.put("wasm_malloc", "script.js");
        int length = script.getBytes(StandardCharsets.UTF_8).length;
        int value = machine.i32("qjs_eval", source, length, name, 0);
        if (machine.i32("qjs_is_exception", value) != 0) {
            value = machine.i32("qjs_get_exception");
        }
        int text = machine.i32("qjs_get_string", value);
        String result = machine.text(text);
        machine.call("qjs_free_cstring", text);
        machine.call("qjs_free_value", value);
        machine.call("wasm_free", name);
        machine.call("wasm_free", source);
        return result;
    }
}
