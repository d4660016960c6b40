package dev.hostcall.wasi.internal.descriptor;

import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;

/** {@code errno}, in the order of their numbers. */
public enum Errno {
    SUCCESS,
    TOO_BIG,
    ACCES,
    ADDRINUSE,
    ADDRNOTAVAIL,
    AFNOSUPPORT,
    AGAIN,
    ALREADY,
    BADF,
    BADMSG,
    BUSY,
    CANCELED,
    CHILD,
    CONNABORTED,
    CONNREFUSED,
    CONNRESET,
    DEADLK,
    DESTADDRREQ,
    DOM,
    DQUOT,
    EXIST,
    FAULT,
    FBIG,
    HOSTUNREACH,
    IDRM,
    ILSEQ,
    INPROGRESS,
    INTR,
    INVAL,
    IO,
    ISCONN,
    ISDIR,
    LOOP,
    MFILE,
    MLINK,
    MSGSIZE,
    MULTIHOP,
    NAMETOOLONG,
    NETDOWN,
    NETRESET,
    NETUNREACH,
    NFILE,
    NOBUFS,
    NODEV,
    NOENT,
    NOEXEC,
    NOLCK,
    NOLINK,
    NOMEM,
    NOMSG,
    NOPROTOOPT,
    NOSPC,
    NOSYS,
    NOTCONN,
    NOTDIR,
    NOTEMPTY,
    NOTRECOVERABLE,
    NOTSOCK,
    NOTSUP,
    NOTTY,
    NXIO,
    OVERFLOW,
    OWNERDEAD,
    PERM,
    PIPE,
    PROTO,
    PROTONOSUPPORT,
    PROTOTYPE,
    RANGE,
    ROFS,
    SPIPE,
    SRCH,
    STALE,
    TIMEDOUT,
    TXTBSY,
    XDEV,
    NOTCAPABLE;

    private static final Map<Class<? extends Exception>, Errno> BY_EXCEPTION = Map.of(
            NoSuchFileException.class, NOENT,
            FileAlreadyExistsException.class, EXIST,
            AccessDeniedException.class, ACCES,
            DirectoryNotEmptyException.class, NOTEMPTY,
            NotDirectoryException.class, NOTDIR,
            NotLinkException.class, INVAL,
            FileSystemLoopException.class, LOOP,
            ReadOnlyFileSystemException.class, ROFS,
            UnsupportedOperationException.class, NOTSUP);

    /** What Java says of sockets and pipes only in words, which are the operating system's. */
    private static final Map<String, Errno> BY_MESSAGE = Map.of(
            "Broken pipe", PIPE,
            "Connection reset", CONNRESET,
            "Connection reset by peer", CONNRESET,
            "No space left on device", NOSPC);

    /** What the guest is told about an exception of Java's input and output. */
    public static Errno of(Exception failure) {
        if (failure instanceof ErrnoException known) {
            return known.errno();
        } else if (failure instanceof ClosedChannelException) {
            return BADF;
        }
        Errno said = BY_MESSAGE.getOrDefault(String.valueOf(failure.getMessage()), IO);
        return BY_EXCEPTION.getOrDefault(failure.getClass(), said);
    }

    /** Its number. */
    @SuppressWarnings("EnumOrdinal") // which is its place
    public int number() {
        return ordinal();
    }
}
