package dev.hostcall.integration.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Programs of others that compute with vectors do here what they do in Node.js, as those of {@link ProgramsTest}. */
@EnabledIfSystemProperty(named = "hostcall.programs", matches = "true")
final class VectorProgramsTest extends ComparedPrograms {
    @Test
    void aLexerFindsWhatAModuleImportsAndExports() throws IOException {
        List<String> sources = List.of(
                "import a from 'b'; import * as c from \"d\" with { type: 'json' }; export { a as e }; export default"
                        + " 1",
                "const x = await import(`./${name}.js`); import.meta.url; export const y = /[/]\\/import"
                        + " 'no'/.test('')",
                "/* import 'none' */ export * from 'f'; // import 'none'\n".repeat(40),
                "import { from 'broken");
        List<String> seen = compared.of(Programs.ES_MODULE_LEXER, machine -> {
            List<String> all = new ArrayList<>();
            for (String source : sources) {
                int address = machine.i32("sa", source.length());
                machine.write(address, source.getBytes(StandardCharsets.UTF_16LE));
                StringBuilder found = new StringBuilder().append(machine.i32("parse"));
                while (machine.i32("ri") != 0) {
                    found.append(Stream.of("is", "ie", "ss", "se", "it", "id")
                            .map(part -> " " + machine.i32(part))
                            .collect(Collectors.joining("", " |", "")));
                }
                all.add(found.append(" ; ").append(machine.i32("e")).toString());
            }
            return all;
        });
        assertThat(seen.get(0)).startsWith("1 | 15 16 0 17");
        assertThat(seen.get(2).split("\\|", -1)).hasSize(41);
        assertThat(seen.get(3)).startsWith("0 ");
    }

    @Test
    void aParserOfHttpReadsRequests() throws IOException {
        String longHeader = "x-long: " + "value, ".repeat(300) + "\r\n";
        List<String> requests = List.of(
                "GET /path?query HTTP/1.1\r\nhost: example.org\r\n" + longHeader + "\r\n",
                "PUT / HTTP/1.0\r\ncontent-length: 5\r\n\r\nhello",
                "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nbad header\u0001: 1\r\n\r\n");
        List<String> seen = compared.of(Programs.LLHTTP, machine -> {
            List<String> all = new ArrayList<>();
            for (String request : requests) {
                int parser = machine.i32("llhttp_alloc", 1);
                byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
                int address = machine.i32("malloc", bytes.length);
                machine.write(address, bytes);
                int outcome = machine.i32("llhttp_execute", parser, address, bytes.length);
                int reason = machine.i32("llhttp_get_error_reason", parser);
                all.add("%d: method %d, version %d.%d, alive %d%s"
                        .formatted(
                                outcome,
                                machine.i32("llhttp_get_method", parser),
                                machine.i32("llhttp_get_http_major", parser),
                                machine.i32("llhttp_get_http_minor", parser),
                                machine.i32("llhttp_should_keep_alive", parser),
                                outcome == 0 || reason == 0 ? "" : ", " + machine.text(reason)));
                machine.call("free", address);
                machine.call("llhttp_free", parser);
            }
            return all;
        });
        assertThat(seen.get(0)).startsWith("0: method 1, version 1.1");
        assertThat(seen.get(3)).contains("Invalid header");
    }

    @Test
    void passwordsAreHashed() throws IOException {
        List<String> seen = compared.of(Programs.ARGON2, machine -> {
            machine.call("d");
            List<String> all = new ArrayList<>();
            for (int type = 0; type < 3; type++) {
                byte[] password = "password".getBytes(StandardCharsets.UTF_8);
                int address = machine.put("f", "password");
                int salt = machine.put("f", "somesalt");
                int hash = machine.i32("f", 32);
                int encoded = machine.i32("f", 200);
                int outcome = machine.i32(
                        "e", 2, 1024, 1, address, password.length, salt, 8, hash, 32, encoded, 200, type, 0x13);
                all.add(outcome + " " + HexFormat.of().formatHex(machine.read(hash, 32)) + " " + machine.text(encoded));
            }
            return all;
        });
        assertThat(seen).allMatch(each -> each.startsWith("0 "));
        assertThat(seen.get(2)).contains("$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHQ$");
    }

    @Test
    void longAndShortDataIsHashed() throws IOException {
        List<String> seen = compared.of(Programs.BLAKE3, machine -> {
            machine.call("e");
            List<String> all = new ArrayList<>();
            for (int length : new int[] {0, 1, 64, 1023, 1024, 1025, 5_000, 100_000}) {
                byte[] data = new byte[length];
                for (int i = 0; i < length; i++) {
                    data[i] = (byte) (i % 251);
                }
                int address = machine.i32("h", length + 1);
                int digest = machine.i32("h", 32);
                machine.write(address, data);
                machine.call("f", address, length, digest, 32);
                all.add(HexFormat.of().formatHex(machine.read(digest, 32)));
            }
            return all;
        });
        assertThat(seen.get(0)).isEqualTo("af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void bodiesFallRollAndComeToRest() throws IOException {
        int steps = 300;
        List<String> seen = compared.of(Programs.BOX2D, machine -> {
            int world = machine.i32("b2World", vector(machine, 0, -10));
            int ground = body(machine, world, 0, 0, -1, 0);
            machine.call("b2Body.CreateFixture", ground, box(machine, 50, 1), 0f);
            List<Integer> bodies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int body = body(machine, world, 2, i * 0.4f - 1, 2 + i * 1.6f, i * 0.7f);
                int shape = i % 2 == 0 ? box(machine, 0.5f, 0.25f + i * 0.1f) : circle(machine, 0.3f + i * 0.1f);
                machine.call("b2Body.CreateFixture", body, shape, 1f);
                bodies.add(body);
            }
            List<String> all = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                machine.call("b2World.Step", world, 1 / 60f, 8, 3);
                StringBuilder state = new StringBuilder("contacts " + machine.i32("b2World.GetContactCount", world));
                for (int body : bodies) {
                    state.append(" ; ")
                            .append(bits(machine, machine.i32("b2Body.GetPosition", body)))
                            .append(' ')
                            .append(machine.call("b2Body.GetAngle", body))
                            .append(' ')
                            .append(bits(machine, machine.i32("b2Body.GetLinearVelocity", body)))
                            .append(machine.i32("b2Body.IsAwake", body) == 0 ? " asleep" : "");
                }
                all.add(state.toString());
            }
            return all;
        });
        assertThat(seen).hasSize(steps);
        assertThat(seen.get(0)).doesNotContain("asleep");
        assertThat(seen.get(steps - 1)).as("boxes lie where circles roll on").contains("asleep");
    }

    private static int vector(Machine machine, float x, float y) {
        return machine.i32("b2Vec2", x, y);
    }

    /** Of a type: 0 stays where it is, 2 moves. */
    private static int body(Machine machine, int world, int type, float x, float y, float angle) {
        int definition = machine.i32("b2BodyDef");
        machine.call("b2BodyDef.set_type", definition, type);
        machine.call("b2BodyDef.set_position", definition, vector(machine, x, y));
        machine.call("b2BodyDef.set_angle", definition, angle);
        return machine.i32("b2World.CreateBody", world, definition);
    }

    private static int box(Machine machine, float halfWidth, float halfHeight) {
        int shape = machine.i32("b2PolygonShape");
        machine.call("b2PolygonShape.SetAsBox", shape, halfWidth, halfHeight);
        return shape;
    }

    private static int circle(Machine machine, float radius) {
        int shape = machine.i32("b2CircleShape");
        machine.call("b2CircleShape.set_m_radius", shape, radius);
        return shape;
    }

    /** Both parts of a vector, as they are in memory. */
    private static String bits(Machine machine, int vector) {
        return HexFormat.of().formatHex(machine.read(vector, 8));
    }
}
