#!/bin/sh
# Runs the image's program as in a container: as the user 12345 without any entry or right, in a file system that holds the
# image and the C library's files only, which nobody can write to, but for a /tmp that nothing can be executed from.
# Prints "SKIPPED" where the system does not let its users do so.
set -eu
image=$PWD/image
if [ "${1:-}" != inside ]; then
    unshare --user --map-root-user --mount true 2>/dev/null || { echo "SKIPPED: no namespaces are permitted here"; exit 0; }
    exec unshare --user --map-root-user --mount sh "$0" inside
fi
ldd "$image"/jre/bin/java "$image"/jre/lib/*.so "$image"/jre/lib/server/*.so | grep -o '/[^ :]*' | sort -u |
    grep -v "^$image" | xargs -I{} cp --parents -L {} "$image"
mkdir -p "$image/tmp" "$image/proc" "$image/dev"
touch "$image/dev/null" "$image/dev/urandom" "$image/dev/random"
mount --bind "$image" "$image"
mount -t tmpfs -o noexec,nosuid,mode=1777 tmpfs "$image/tmp"
mount --rbind /proc "$image/proc"
for device in null urandom random; do mount --bind /dev/$device "$image/dev/$device"; done
mount -o remount,bind,ro "$image"
exec env -i unshare --user --map-user=12345 --map-group=12345 --root="$image" --wd=/app \
    /jre/bin/java -Djna.nounpack=true -Djna.boot.library.path="/app/com/sun/jna/linux-$(uname -m | tr _ -)" \
    -jar shop-1.jar
