#!/bin/sh
# Builds the native engine into the jar's tree, under the name by which JNA looks for it:
#   build.sh <classes> <java home>
set -eu
classes=$1
java_home=$2
cd "$(dirname "$0")"

fail() {
    echo "$1" >&2
    exit 1
}

machine=$(uname -m)
case "$(uname -s) $machine" in
    'Linux x86_64') prefix=linux-x86-64 ;;
    'Linux aarch64') prefix=linux-aarch64 ;;
    *) fail "Hostcall's native engine runs on Linux on x86-64 and AArch64, not on $(uname -s) on $machine." ;;
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
mkdir -p "$classes/$prefix"
LC_ALL=C
export LC_ALL
# The name by which a build finds itself in the process: see EngineFile. It is never unmapped: it handles faults.
digest=$(cat "$abi"/*.h ./*.[chS] build.sh | cksum | tr ' ' -)
# shellcheck disable=SC2086 # options in $CC are words
$cc -std=gnu11 -O2 -g0 -fPIC -shared -fvisibility=hidden -Wall -Wextra -Werror -fno-stack-protector \
    -ffile-prefix-map="$PWD"=. -Wl,-soname,"libhostcall-$digest.so" -Wl,-z,nodelete \
    -I"$abi" -I"$java_home/include" -I"$java_home/include/linux" \
    -o "$classes/$prefix/libhostcall.so" ./*.c ./*_"$machine".S
