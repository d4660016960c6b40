#!/usr/bin/env bash
# Makes script.inc and the .wasm files again. Wants clang and lld from 14 on with their WebAssembly target, wasi-libc, and
# wabt (on Debian: clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32 wabt xxd; CLANG=clang-14).
set -euo pipefail
cd "$(dirname "$0")"

to_wasm() { # to_wasm NAME LINKER_OPTIONS [SOURCE]: no imports, no start function
    "${CLANG:-clang}" --target=wasm32-wasi -O2 -Iwasi -D_WASI_EMULATED_SIGNAL -nostartfiles \
        -Wl,--no-entry -Wl,--strip-all "-Wl,$2" -o "$1.wasm" "$1.c" "${@:3}"
    chmod -x "$1.wasm"
}

wat2wasm micro.wat -o micro.wasm
xxd -i <script.lua >script.inc
to_wasm kern --initial-memory=8388608,--max-memory=16777216
to_wasm lua -z,stack-size=1048576 wasi/streams.c
