package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Module.Mode;
import dev.hostcall.compiler.read.Opcode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The bytes an object carries: first the image of linear memory as it is after instantiation, as far as the module's
 * active segments settle it, then the segments that are copied at run time.
 *
 * <p>A segment is in the image if its place is constant and within the memory's smallest size, if no segment before it was
 * left out (a later one overwrites an earlier), and if the image stays dense: a module of a few bytes must not make a
 * gigabyte of zeros.
 */
final class DataImage {
    private static final long PAGE = 65536;
    private static final long SPARSE = 1 << 20;

    private final Map<Integer, Long> offsets = new LinkedHashMap<>();
    private final List<Module.Data> copied = new ArrayList<>();
    private final byte[] bytes;
    private final int imageSize;

    DataImage(Module module) {
        List<Module.Data> imaged = new ArrayList<>();
        long size = divide(module, imaged);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(image(imaged, (int) size));
        imageSize = all.size();
        Set<Integer> late = copied.stream().map(Module.Data::index).collect(Collectors.toSet());
        for (Module.Data segment : module.data()) {
            if (segment.mode() == Mode.PASSIVE || late.contains(segment.index())) {
                offsets.put(segment.index(), (long) all.size());
                byte[] copy = new byte[segment.bytes().remaining()];
                segment.bytes().duplicate().get(copy);
                all.writeBytes(copy);
            }
        }
        bytes = all.toByteArray();
    }

    private long divide(Module module, List<Module.Data> imaged) {
        long memory = module.memory().map(Module.Memory::min).orElse(0L) * PAGE;
        long end = 0;
        long sum = 0;
        for (Module.Data segment : module.data()) {
            if (segment.mode() != Mode.ACTIVE) {
                continue;
            }
            Optional<Long> offset = constant(segment);
            sum += segment.bytes().remaining();
            long newEnd = Math.max(end, offset.orElse(0L) + segment.bytes().remaining());
            if (copied.isEmpty() && offset.isPresent() && newEnd <= memory && newEnd <= SPARSE + 4 * sum) {
                imaged.add(segment);
                end = newEnd;
            } else {
                copied.add(segment);
            }
        }
        return end;
    }

    private static byte[] image(List<Module.Data> segments, int size) {
        byte[] image = new byte[size];
        for (Module.Data segment : segments) {
            int offset = constant(segment).orElseThrow().intValue();
            segment.bytes().duplicate().get(image, offset, segment.bytes().remaining());
        }
        return image;
    }

    /** Where an active segment goes, if that is a number. */
    private static Optional<Long> constant(Module.Data segment) {
        Instructions instruction = segment.offset().orElseThrow().instructions();
        instruction.next();
        if (instruction.opcode() != Opcode.I32_CONST) {
            return Optional.empty();
        }
        long offset = instruction.bits() & 0xFFFFFFFFL;
        instruction.next();
        return instruction.opcode() == Opcode.END ? Optional.of(offset) : Optional.empty();
    }

    /** All bytes. */
    byte[] bytes() {
        return bytes;
    }

    /** How many of them, at the beginning, are the image. */
    int imageSize() {
        return imageSize;
    }

    /** The active segments the image does not hold, in order. */
    List<Module.Data> copied() {
        return copied;
    }

    /** Where in the bytes the other segments begin, by segment. */
    Map<Integer, Long> offsets() {
        return offsets;
    }
}
