package dev.hostcall.runtime.internal.memory;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.abi.GuestLayout;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.Image;
import dev.hostcall.runtime.internal.object.MemorySize;
import dev.hostcall.runtime.internal.object.ModuleCore;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one instance, as drawn in {@code guest.h}: reserved with its region, handed from instance to instance.
 * Between two of them all contents are dropped. Used by one thread at a time, but for {@link #window}.
 */
public final class Slot implements Pages {
    /** Below the stack's limit: room for signal handlers, which run on the guest's stack. */
    static final long RED_ZONE = GuestAbi.PAGE;

    /** Images from this size on are mapped, smaller ones copied; a mapping costs about as much as copying that many bytes. */
    private static final long MAP_FROM = 16 * 1024;

    /** Where very many instances are meant to fit, mappings, of which there are about 65,000, are dearer. */
    private static final long MAP_FROM_UNGUARDED = 1024 * 1024;

    /** What nearly every guest writes: the pages around the control block, and the first ones of linear memory. */
    private static final long USED_STACK = wholePages(8 * 1024);

    private static final long USED_MEMORY = wholePages(4 * 1024);

    private final Limits limits;
    private final long stackLow;
    private final long base;
    private final ControlBlock control;
    private final @Nullable ByteBuffer[] windows;
    private @Nullable Image mapped;
    private @Nullable ModuleCore tenant; // held while its instance lives in this slot
    private boolean warm;
    private long accessible; // bytes of linear memory that can be touched
    private long size; // bytes of linear memory the tenant has
    private long maxPages;
    private long stackTop;

    public Slot(Limits limits, long start) {
        this.limits = limits;
        this.stackLow = start + lowGuard(limits);
        this.base = stackLow + RED_ZONE + limits.stackSize();
        this.windows = new @Nullable
                ByteBuffer[(int) ((limits.memorySize() + MemoryCore.WINDOW_STEP - 1) / MemoryCore.WINDOW_STEP)];
        if (limits.isGuarded()) {
            if (!NativeEngine.allow(stackLow, base - stackLow)) {
                throw Front.regionFull("the operating system has no memory or no mapping left for a stack of "
                        + limits.stackSize() + " bytes");
            }
        } else {
            accessible = limits.memorySize();
        }
        this.control = new ControlBlock(base - GuestLayout.Control.BYTES);
    }

    /** Bytes from one slot to the next. */
    static long stride(Limits limits) {
        return lowGuard(limits) + RED_ZONE + limits.stackSize() + limits.addressSpace();
    }

    private static long lowGuard(Limits limits) {
        return limits.isGuarded() ? GuestAbi.PAGE : 0;
    }

    public ControlBlock control() {
        return control;
    }

    /** The address of linear memory. */
    public long base() {
        return base;
    }

    /** The most pages the present tenant may have. */
    @Override
    public long maxPages() {
        return maxPages;
    }

    /** Prepares for a guest: its first memory, its image, an empty stack. */
    public void prepare(ModuleCore module, MemorySize memory) {
        occupy(module);
        long first = memory.bytes();
        maxPages = Math.min(memory.maxPages(), limits.memorySize() / GuestAbi.PAGE);
        boolean asMapping = module.object().imageSize() >= (limits.isGuarded() ? MAP_FROM : MAP_FROM_UNGUARDED);
        if (!asMapping) {
            unmap();
        }
        if ((asMapping && !map(module.image())) || !resize(first)) {
            throw Front.regionFull(
                    "the operating system has no memory or no mapping left for " + first + " bytes of linear memory");
        }
        if (!asMapping && module.object().imageSize() > 0) {
            copyImage(module);
        }
        startStack(module);
    }

    private void occupy(ModuleCore module) {
        if (tenant != module) {
            module.hold();
            tenant = module;
        }
    }

    /** Records that the tenant is gone: nothing refers to its code any more. */
    void vacate() {
        if (tenant != null) {
            tenant.release();
            tenant = null;
        }
    }

    /** Records that nothing is mapped any more: the region is closed. */
    void forgetImage() {
        if (mapped != null) {
            mapped.release();
            mapped = null;
        }
    }

    private void copyImage(ModuleCore module) {
        long start = module.object().imageStart();
        if (start < MemoryCore.WINDOW_STEP) {
            module.copyImage(window(0), (int) start);
        } else {
            module.copyImage(NativeEngine.view(base + start, module.object().imageSize()), 0);
        }
    }

    /** Maps an image, and makes accessible what lies below it; false where the operating system refuses that. */
    private boolean map(Image image) {
        if (mapped != image) {
            unmap();
            if (image.start() > accessible) {
                if (!NativeEngine.allow(base + accessible, image.start() - accessible)) {
                    return false;
                }
                accessible = image.start();
            }
            image.map(base);
            accessible = Math.max(accessible, image.start() + image.size());
            mapped = image;
        }
        return true;
    }

    private void unmap() {
        if (mapped != null) {
            NativeEngine.unmapImage(base + mapped.start(), mapped.size());
            forgetImage();
        }
    }

    private void startStack(ModuleCore module) {
        long top = control.address()
                - (long) module.object().slots() * GuestLayout.Slot.BYTES
                - module.object().dataSize();
        stackTop = top & -16;
        control.start(stackLow, stackLow + RED_ZONE, stackTop, module.object().flags());
    }

    /** Forgets what is suspended on the stack. */
    public void unwind() {
        control.unwind(stackTop);
    }

    /** Makes linear memory accessible up to a new size; false where the operating system refuses. */
    @Override
    public boolean resize(long newSize) {
        if (newSize > accessible) {
            if (!NativeEngine.allow(base + accessible, newSize - accessible)) {
                return false;
            }
            accessible = newSize;
        } else if (newSize < accessible && limits.isGuarded()) {
            NativeEngine.forbid(base + newSize, accessible - newSize);
            accessible = newSize;
        }
        size = newSize;
        VarHandle.releaseFence(); // the guest may be running
        control.memorySize(newSize);
        return true;
    }

    /** Drops all contents: the stack, the instance's data, and linear memory. */
    public void clear() {
        warm = false;
        NativeEngine.discard(stackLow, base - stackLow + size);
    }

    /** As {@link #clear}, but keeps pages that the next guest will write too: filling them with zeros costs a tenth. */
    public void clearWarm() {
        warm = true;
        long keptMemory = mapped == null || mapped.start() > 0 ? Math.min(USED_MEMORY, size) : 0;
        NativeEngine.refill(
                stackLow,
                base - stackLow + size,
                base - USED_STACK,
                USED_STACK + keptMemory,
                mapped == null ? 0 : base + mapped.start(),
                mapped == null ? 0 : mapped.size());
    }

    /** Whether it has kept pages when it was cleared. */
    boolean isWarm() {
        return warm;
    }

    private static long wholePages(long bytes) {
        return Math.max(bytes, NativeEngine.pageSize());
    }

    @Override
    public ByteBuffer window(int index) {
        ByteBuffer window = windows[index];
        return window == null ? open(index) : window;
    }

    private ByteBuffer open(int index) {
        long start = (long) index * MemoryCore.WINDOW_STEP;
        long length = Math.min(limits.memorySize() - start, Integer.MAX_VALUE);
        ByteBuffer window = NativeEngine.view(base + start, length).order(MemoryCore.BYTE_ORDER);
        VarHandle.storeStoreFence(); // the guest's thread reads it without a lock, others may have opened it
        windows[index] = window;
        return window;
    }
}
