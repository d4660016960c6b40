package dev.hostcall.abi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The version of the guest ABI that this artifact describes, and its definition in C. */
public final class GuestAbi {
    /** What a descriptor begins with: {@code GUEST_MAGIC}. */
    public static final int MAGIC = 0x31474348;

    /** The version in descriptors: {@code GUEST_ABI_VERSION}. */
    public static final int VERSION = 4;

    /** Bytes in a page of linear memory: {@code GUEST_PAGE}. */
    public static final int PAGE = 65_536;

    /** Pages that a linear memory can have. */
    public static final int MAX_PAGES = 65_536;

    /** The symbol under which an object exports its descriptor. */
    public static final String DESCRIPTOR_SYMBOL = "hostcall_guest";

    /** The name by which C includes the definition, and of the resource beside this class. */
    public static final String HEADER = "guest.h";

    private GuestAbi() {}

    /** The bytes of {@code guest.h}: everything that C guests are compiled against, in one file for all machines. */
    public static byte[] header() {
        try (InputStream in = GuestAbi.class.getResourceAsStream(HEADER)) {
            if (in == null) {
                throw new IllegalStateException("the jar of " + GuestAbi.class.getName() + " lacks " + HEADER);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
