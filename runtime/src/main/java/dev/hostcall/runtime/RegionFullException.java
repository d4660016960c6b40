package dev.hostcall.runtime;

/** All slots of a region are taken, or the operating system has no memory left for one more. */
public final class RegionFullException extends HostcallException {
    private static final long serialVersionUID = 1L;

    RegionFullException(String message) {
        super(message);
    }
}
