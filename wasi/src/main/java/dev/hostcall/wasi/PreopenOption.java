package dev.hostcall.wasi;

/** What is special about a directory that a guest is given. */
public enum PreopenOption {
    /** The guest changes nothing in it: what would, fails with {@code notcapable} or {@code rofs}. */
    READ_ONLY,
    /**
     * Nobody changes the tree who would mean harm to the host. Needed on file systems that cannot hold a directory while it is used (those
     * whose directory streams are no {@link java.nio.file.SecureDirectoryStream}): there, a link made at the wrong moment
     * could lead a guest out. Has no effect on others.
     */
    TRUSTED
}
