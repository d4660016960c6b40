#!/bin/sh
# Builds the native engine into the jar's tree, under the names by which JNA looks for it: for this machine, and for the
# other one where a cross compiler is installed.
#   build.sh <classes> <java home> [all]
# With "all", as for what is published, a machine that cannot be built for is an error.
set -eu
classes=$1
java_home=$2
machines=${3:-}
cd "$(dirname "$0")"

fail() {
    echo "$1" >&2
    exit 1
}

native=$(uname -m)
case "$(uname -s) $native" in
    'Linux x86_64') other=aarch64 ;;
    'Linux aarch64') other=x86_64 ;;
    *) fail "Hostcall's native engine runs on Linux on x86-64 and AArch64, not on $(uname -s) on $native." ;;
esac
abi=../../../../abi/src/main/native # guest.h

# $CC may carry options: "ccache gcc", "gcc -fcf-protection".
cc=${CC:-cc}
command -v "${cc%% *}" >/dev/null || cc=cc
command -v "${cc%% *}" >/dev/null ||
    fail "Hostcall's native engine needs a C compiler: neither \$CC nor cc was found; install gcc or clang, or point CC at one."
[ -f "$java_home/include/jni.h" ] ||
    fail "Hostcall's native engine needs jni.h, which $java_home/include does not have: build with a full JDK."

# Nothing of the building machine may end up in the object: no paths, no debug information, sources in a fixed order.
LC_ALL=C
export LC_ALL
# The name by which a build finds itself in the process: see EngineFile. It is never unmapped: it handles faults.
digest=$(cat "$abi"/*.h ./*.[chS] build.sh | cksum | tr ' ' -)

# build <machine> <compiler>
build() {
    directory=$classes/linux-$(echo "$1" | tr _ -)
    mkdir -p "$directory"
    # shellcheck disable=SC2086 # options in $CC are words
    $2 -std=gnu11 -O2 -g0 -fPIC -shared -fvisibility=hidden -Wall -Wextra -Werror -fno-stack-protector \
        -ffile-prefix-map="$PWD"=. -Wl,-soname,"libhostcall-$digest.so" -Wl,-z,nodelete -Wl,--build-id=none \
        -I"$abi" -I"$java_home/include" -I"$java_home/include/linux" \
        -o "$directory/libhostcall.so" ./*.c ./*_"$1".S
}

build "$native" "$cc"
cross=$other-linux-gnu-gcc
if echo '#include <string.h>' | "$cross" -fsyntax-only -x c - 2>/dev/null; then
    build "$other" "$cross"
elif [ "$machines" = all ]; then
    fail "What is published holds the native engine for both machines: install $cross and a C library for it."
else
    rm -rf "${classes:?}/linux-$(echo "$other" | tr _ -)" # of an earlier build
    echo "The native engine is built for $native only: $cross is not installed, or has no C library."
fi
