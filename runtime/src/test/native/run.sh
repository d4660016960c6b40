#!/bin/sh
# Tests the native engine without a JVM: builds it with the tests in this folder, by every compiler and at every
# optimization that makes a difference, and runs them; AArch64 too where it can be cross-compiled and emulated.
#   run.sh [outputs [java home]]
# The Java home serves for jni.h only. By default it is $JAVA_HOME, or that of the java on the path.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
engine=$here/../../main/native
abi=$here/../../../../abi/src/main/native # guest.h

fail() {
    echo "$1" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

if [ $# -ge 1 ]; then
    mkdir -p "$1"
    outputs=$(cd "$1" && pwd)
else
    outputs=$(mktemp -d)
    trap 'rm -rf "$outputs"' EXIT
fi
variants='O0 O2 O3 clang aarch64-O2 aarch64-sve'
for name in $variants; do rm -rf "${outputs:?}/$name"; done

java_home=${2:-${JAVA_HOME:-}}
if [ -z "$java_home" ] && have java; then
    java_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
fi
[ -f "$java_home/include/jni.h" ] || fail "The native tests need jni.h, which '$java_home/include' does not have."

# shellcheck disable=SC2086 # options are words
compile() { $compiler $options -I"$here" -I"$engine" -I"$abi" "$@"; }

# Tests of guest code are compiled twice, metered and not.
build() {
    for source in engine faults memory; do
        compile -I"$java_home/include" -I"$java_home/include/linux" -c -o "$objects/$source.o" "$engine/$source.c" ||
            return
    done
    compile -c -o "$objects/start.o" "$engine/start_$machine.S" || return
    compile -c -o "$objects/registers.o" "$here/registers_$machine.S" || return
    for source in main mapping switching crowds trapping handlers signals; do
        compile -c -o "$objects/$source.o" "$here/$source.c" || return
    done
    for source in metering switching crowds trapping handlers signals; do
        compile -DGUEST_METERED=1 -c -o "$objects/${source}_metered.o" "$here/$source.c" || return
    done
    compile -pthread -o "$objects/tests" "$objects"/*.o
}

# variant <name> <machine> <runner, or nothing> <compiler> <options>...: builds and runs one program, writing to
# <name>/log.
variant() {
    objects=$outputs/$1 machine=$2 runner=$3 compiler=$4
    shift 4
    options="-std=gnu11 -Wall -Wextra -Werror -fPIC -fvisibility=hidden -fno-stack-protector -fno-omit-frame-pointer $*"
    mkdir "$objects"
    {
        echo "== $compiler $* ($machine)"
        build && $runner "$objects/tests"
    } >"$objects/log" 2>&1 || touch "$objects/failed"
}

native() {
    name=$1
    shift
    variant "$name" "$native_machine" '' "$@"
}

emulated() {
    name=$1
    shift
    variant "$name" aarch64 qemu-aarch64 aarch64-linux-gnu-gcc -static -DTEST_EMULATED "$@"
}

native_machine=$(uname -m)
case $native_machine in
    x86_64 | aarch64) ;;
    *) fail "Hostcall's native engine runs on x86-64 and AArch64, not on $native_machine." ;;
esac
cross=no
if [ "$native_machine" = aarch64 ]; then
    : # nothing to cross over to
elif have aarch64-linux-gnu-gcc && have qemu-aarch64; then
    cross=yes
else
    echo "AArch64 is left out: it needs aarch64-linux-gnu-gcc and qemu-aarch64."
fi
gcc=cc
have gcc && gcc=gcc

# Two at a time.
{
    native O0 $gcc -O0
    native O2 $gcc -O2
    [ $cross = no ] || emulated aarch64-O2 -O2
} &
native O3 $gcc -O3 -march=native
if have clang; then native clang clang -O2; else echo "clang is left out: it is not installed."; fi
[ $cross = no ] || emulated aarch64-sve -O3 -march=armv8.2-a+sve
wait

# Each log ends with its counts, unless the variant could not be built: that is one failure.
for name in $variants; do
    [ ! -f "$outputs/$name/log" ] || cat "$outputs/$name/log"
    [ ! -f "$outputs/$name/failed" ] || echo "FAILED $name"
done | awk '
    /^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3; next }
    /^FAILED / { if (!failed) failed = 1; next }
    { print }
    END { print passed + 0 " passed, " failed + 0 " failed"; exit failed || !passed }'
