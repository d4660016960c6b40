package dev.hostcall.abi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a jar keeps the objects of a module that is a resource of it: in a directory of the resource's own name below
 * {@code META-INF/hostcall}, which no module of the module path encapsulates.
 *
 * <pre>
 *  plugins/prices.wasm                                        the module
 *  META-INF/hostcall/plugins/prices.wasm/PLATFORM.so        its object for one platform
 *  META-INF/hostcall/plugins/prices.wasm/guest.properties     what the objects were made of, and how
 * </pre>
 */
public final class GuestResource {
    /** The property that holds the digest of the module. */
    public static final String MODULE = "module.sha256";

    /** The property that says how memory accesses are kept in bounds: {@code guard} or {@code explicit}. */
    public static final String BOUNDS = "bounds";

    /** The property that says whether instructions are counted: {@code on} or {@code off}. */
    public static final String METERING = "metering";

    /** The property that holds the C compiler's level, 0 to 3. */
    public static final String OPTIMIZATION = "optimization";

    private static final String ROOT = "META-INF/hostcall/";

    private GuestResource() {}

    /** The object for one platform, as JNA names it, as a resource. */
    public static String object(String resource, String platform) {
        return directory(resource) + platform + ".so";
    }

    /** The properties of a module's objects, as a resource. */
    public static String properties(String resource) {
        return directory(resource) + "guest.properties";
    }

    /** The property that holds the digest of the object for a platform. */
    public static String digestOf(String platform) {
        return platform + ".sha256";
    }

    /** The SHA-256 digest of some bytes, in lower-case hexadecimal digits. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The directory of a module's objects, as a resource; {@code resource} has no slash at its beginning. */
    private static String directory(String resource) {
        return ROOT + resource + "/";
    }
}
