package dev.hostcall.processor.model;

import static dev.hostcall.abi.WasmType.EXTERNREF;
import static dev.hostcall.abi.WasmType.F32;
import static dev.hostcall.abi.WasmType.I32;
import static dev.hostcall.abi.WasmType.I64;

import dev.hostcall.abi.WasmType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the component model's canonical ABI lays a type out: in memory, and as values of WebAssembly.
 *
 * @param size in bytes, with what is left free at the end
 * @param alignment what its address is a multiple of
 * @param flat the values it is passed as where it is not in memory
 */
public record Layout(int size, int alignment, List<WasmType> flat) {
    /** A pointer and a length. */
    static final Layout POINTER_AND_LENGTH = new Layout(8, 4, List.of(I32, I32));

    /** Of an external reference, which lies in no memory. */
    static final Layout EXTERNAL = new Layout(0, 1, List.of(EXTERNREF));

    /** Of what a guest does not pass. */
    static final Layout NOTHING = new Layout(0, 1, List.of());

    /** Copies the list. */
    public Layout {
        flat = List.copyOf(flat);
    }

    /** Of one value whose size is its alignment too. */
    static Layout scalar(int size, WasmType flat) {
        return new Layout(size, size, List.of(flat));
    }

    /** Of parts one after the other. */
    static Layout sequence(List<Layout> parts) {
        int end = 0;
        int alignment = 1;
        List<WasmType> flat = new ArrayList<>();
        for (Layout part : parts) {
            end = part.align(end) + part.size();
            alignment = Math.max(alignment, part.alignment());
            flat.addAll(part.flat());
        }
        return new Layout(align(end, alignment), alignment, flat);
    }

    /** Where each of some parts begins that lie one after the other. */
    public static List<Integer> offsets(List<Layout> parts) {
        List<Integer> offsets = new ArrayList<>();
        int end = 0;
        for (Layout part : parts) {
            int offset = part.align(end);
            offsets.add(offset);
            end = offset + part.size();
        }
        return offsets;
    }

    /** Of one of several cases, after the number that says which. */
    static Layout cases(List<Layout> payloads) {
        Layout payload = union(payloads);
        Layout number = discriminant(payloads.size());
        return sequence(List.of(number, payload));
    }

    /** Of the number of one of so many cases. */
    static Layout discriminant(int cases) {
        return scalar(cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4, I32);
    }

    /** Where the payload of one of several cases begins. */
    static int payloadOffset(List<Layout> payloads) {
        return union(payloads).align(discriminant(payloads.size()).size());
    }

    private static Layout union(List<Layout> payloads) {
        int size = payloads.stream().mapToInt(Layout::size).max().orElse(0);
        int alignment = payloads.stream().mapToInt(Layout::alignment).max().orElse(1);
        List<WasmType> flat = new ArrayList<>();
        for (Layout payload : payloads) {
            for (int i = 0; i < payload.flat().size(); i++) {
                if (i < flat.size()) {
                    flat.set(i, join(flat.get(i), payload.flat().get(i)));
                } else {
                    flat.add(payload.flat().get(i));
                }
            }
        }
        return new Layout(size, alignment, flat);
    }

    /** What holds the bits of either. */
    private static WasmType join(WasmType one, WasmType other) {
        if (one == other) {
            return one;
        }
        return Stream.of(one, other).allMatch(type -> type == I32 || type == F32) ? I32 : I64;
    }

    private int align(int offset) {
        return align(offset, alignment);
    }

    private static int align(int offset, int alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }
}
