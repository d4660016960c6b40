package dev.hostcall.compiler.translate;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.read.WasmModule.Mode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bytes an object carries: first the image of linear memory as it is after instantiation, as far as the module's
 * active segments for the first memory settle it, then the segments that are copied at run time.
 *
 * <p>A segment is in the image if its place is constant and within the memory's smallest size, if no segment before it was
 * left out (a later one overwrites an earlier), and if the image stays dense: a module of a few bytes must not make a
 * gigabyte of zeros. The image begins with the page of the first of them: Rust, for one, leaves the first megabyte to the stack.
 */
public final class DataImage {
    private static final long SPARSE = 1 << 20;

    private final Map<Integer, Long> offsets = new LinkedHashMap<>();
    private final List<WasmModule.Data> copied = new ArrayList<>();
    private final byte[] bytes;
    private final long imageStart;
    private final int imageSize;

    DataImage(WasmModule module) {
        List<WasmModule.Data> imaged = new ArrayList<>();
        long end = divide(module, imaged);
        imageStart = start(imaged.stream());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (!imaged.isEmpty()) {
            all.writeBytes(image(imaged, imageStart, (int) (end - imageStart)));
        }
        imageSize = all.size();
        Set<Integer> late = copied.stream().map(WasmModule.Data::index).collect(Collectors.toSet());
        for (WasmModule.Data segment : module.data()) {
            if (segment.mode() == Mode.PASSIVE || late.contains(segment.index())) {
                offsets.put(segment.index(), (long) all.size());
                byte[] copy = new byte[segment.bytes().remaining()];
                segment.bytes().duplicate().get(copy);
                all.writeBytes(copy);
            }
        }
        bytes = all.toByteArray();
    }

    /** Divides the active segments into those of the image and others; where the image ends in memory. */
    private long divide(WasmModule module, List<WasmModule.Data> imaged) {
        long memory = module.memory().map(WasmModule.Memory::min).orElse(0L) * GuestAbi.PAGE;
        long start = start(module.data().stream().filter(DataImage::isForFirstMemory));
        long end = start;
        long sum = 0;
        boolean isWhole = true;
        for (WasmModule.Data segment : module.data()) {
            if (segment.mode() != Mode.ACTIVE) {
                continue;
            }
            long length = segment.bytes().remaining();
            sum += length;
            if (segment.memory() > 0) {
                copied.add(segment);
                continue;
            }
            Optional<Long> offset = constant(segment);
            long segmentEnd = offset.orElse(0L) + length;
            long newEnd = Math.max(end, segmentEnd);
            if (isWhole && offset.isPresent() && segmentEnd <= memory && newEnd - start <= SPARSE + 4 * sum) {
                if (length > 0) {
                    imaged.add(segment);
                    end = newEnd;
                }
            } else {
                isWhole = false;
                copied.add(segment);
            }
        }
        return end;
    }

    private static boolean isForFirstMemory(WasmModule.Data segment) {
        return segment.mode() == Mode.ACTIVE && segment.memory() == 0;
    }

    /** The first page that one of them lies in, if their places are constant. */
    private static long start(Stream<WasmModule.Data> segments) {
        long first = segments.filter(segment -> segment.bytes().hasRemaining())
                .flatMap(segment -> constant(segment).stream())
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        return first / GuestAbi.PAGE * GuestAbi.PAGE;
    }

    private static byte[] image(List<WasmModule.Data> segments, long start, int size) {
        byte[] image = new byte[size];
        for (WasmModule.Data segment : segments) {
            int offset = (int) (constant(segment).orElseThrow() - start);
            segment.bytes().duplicate().get(image, offset, segment.bytes().remaining());
        }
        return image;
    }

    /** Where an active segment goes, if that is a number. */
    private static Optional<Long> constant(WasmModule.Data segment) {
        Instructions instruction = segment.offset().orElseThrow().instructions();
        instruction.next();
        long offset = instruction.bits();
        switch (instruction.opcode()) {
            case I32_CONST -> offset &= 0xFFFFFFFFL;
            case I64_CONST -> {
                if (offset >>> Integer.SIZE != 0) {
                    return Optional.empty();
                }
            }
            default -> {
                return Optional.empty();
            }
        }
        instruction.next();
        return instruction.opcode() == Opcode.END ? Optional.of(offset) : Optional.empty();
    }

    /** All bytes. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the image begins in linear memory: whole pages. */
    public long imageStart() {
        return imageStart;
    }

    /** How many of them, at the beginning, are the image. */
    public int imageSize() {
        return imageSize;
    }

    /** The active segments the image does not hold, in order. */
    public List<WasmModule.Data> copied() {
        return copied;
    }

    /** Where in the bytes a segment begins that is copied, now or by instructions. */
    public long offset(WasmModule.Data segment) {
        return Objects.requireNonNull(offsets.get(segment.index()));
    }
}
