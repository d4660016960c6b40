#!/bin/sh
# Makes what the image holds, in the directory "image": a Java of its own, the program, and JNA's library, which needs no
# directory to be unpacked into then.
set -eu
rm -rf image
mkdir -p image/app
jlink --add-modules java.base,java.logging --no-header-files --no-man-pages --output image/jre
cp target/shop-1.jar image/app/
(cd image/app && jar xf shop-1.jar com/sun/jna/linux-x86-64 com/sun/jna/linux-aarch64)
