package dev.hostcall.runtime.internal.object;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one file in memory that holds the images of all modules, so that many modules need one descriptor. It is there
 * while an image is. Safe to use from any thread.
 */
public final class ImageFile {
    private static final long UNIT = GuestAbi.PAGE; // of any operating system too
    private static final TreeMap<Long, Long> FREE =
            new TreeMap<>(); // sizes by offset; guarded by itself, like the rest
    private static int descriptor = -1;
    private static long end;
    private static int images;

    private ImageFile() {}

    /** Puts an image of this size there; its offset. */
    public static long add(long contents, long size) {
        synchronized (FREE) {
            if (images == 0) {
                descriptor = NativeEngine.openImages();
            }
            images++;
            long space = space(size);
            long offset = take(space);
            boolean written = false;
            try {
                NativeEngine.writeImage(descriptor, offset, contents, size);
                written = true;
                return offset;
            } finally {
                if (!written) {
                    giveBack(offset, space);
                }
            }
        }
    }

    /** Maps an image copy-on-write. It must not be removed meanwhile. */
    public static void map(long offset, long start, long size) {
        int file;
        synchronized (FREE) {
            file = descriptor;
        }
        NativeEngine.mapImage(file, offset, start, space(size));
    }

    /** Removes an image. Nothing may have it mapped. */
    public static void remove(long offset, long size) {
        synchronized (FREE) {
            NativeEngine.dropImage(descriptor, offset, space(size));
            giveBack(offset, space(size));
        }
    }

    /** Whole pages of linear memory. */
    public static long space(long size) {
        return (size + UNIT - 1) / UNIT * UNIT;
    }

    private static long take(long space) {
        Optional<Map.Entry<Long, Long>> gap = FREE.entrySet().stream()
                .filter(entry -> entry.getValue() >= space)
                .findFirst();
        if (gap.isPresent()) {
            long place = gap.get().getKey();
            long length = gap.get().getValue();
            FREE.remove(place);
            if (length > space) {
                FREE.put(place + space, length - space);
            }
            return place;
        }
        long offset = end;
        end += space;
        return offset;
    }

    private static void giveBack(long offset, long space) {
        images--;
        if (images == 0) {
            NativeEngine.closeImages(descriptor);
            descriptor = -1;
            end = 0;
            FREE.clear();
            return;
        }
        Map.Entry<Long, Long> before = FREE.floorEntry(offset);
        boolean joined = before != null && before.getKey() + before.getValue() == offset;
        long first = joined ? before.getKey() : offset;
        long length = joined ? before.getValue() + space : space;
        Long after = FREE.remove(offset + space);
        FREE.put(first, length + (after == null ? 0 : after));
    }
}
