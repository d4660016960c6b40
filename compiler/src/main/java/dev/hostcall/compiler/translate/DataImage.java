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

/**
 * The bytes an object carries: first the image of linear memory as it is after instantiation, as far as the module's
 * active segments for the first memory settle it, then the segments that are copied at run time.
 *
 * <p>A segment is in the image if its place is constant and within the memory's smallest size, if no segment before it was
 * left out (a later one overwrites an earlier), and if the image stays dense: a module of a few bytes must not make a
 * gigabyte of zeros.
 */
public final class DataImage {
    private static final long SPARSE = 1 << 20;

    private final Map<Integer, Long> offsets = new LinkedHashMap<>();
    private final List<WasmModule.Data> copied = new ArrayList<>();
    private final byte[] bytes;
    private final int imageSize;

    DataImage(WasmModule module) {
        List<WasmModule.Data> imaged = new ArrayList<>();
        long size = divide(module, imaged);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(image(imaged, (int) size));
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

    private long divide(WasmModule module, List<WasmModule.Data> imaged) {
        long memory = module.memory().map(WasmModule.Memory::min).orElse(0L) * GuestAbi.PAGE;
        long end = 0;
        long sum = 0;
        boolean isWhole = true;
        for (WasmModule.Data segment : module.data()) {
            if (segment.mode() != Mode.ACTIVE) {
                continue;
            }
            Optional<Long> offset = constant(segment);
            sum += segment.bytes().remaining();
            long newEnd = Math.max(end, offset.orElse(0L) + segment.bytes().remaining());
            if (segment.memory() > 0) {
                copied.add(segment);
                continue;
            }
            if (isWhole && offset.isPresent() && newEnd <= memory && newEnd <= SPARSE + 4 * sum) {
                imaged.add(segment);
                end = newEnd;
            } else {
                isWhole = false;
                copied.add(segment);
            }
        }
        return end;
    }

    private static byte[] image(List<WasmModule.Data> segments, int size) {
        byte[] image = new byte[size];
        for (WasmModule.Data segment : segments) {
            int offset = constant(segment).orElseThrow().intValue();
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
