package dev.hostcall.compiler.read;

/** Steps through the sections of a module; while it is at one, nothing after that one can be read. */
final class Sections {
    static final int CUSTOM = 0;
    static final int TYPE = 1;
    static final int IMPORT = 2;
    static final int FUNCTION = 3;
    static final int TABLE = 4;
    static final int MEMORY = 5;
    static final int GLOBAL = 6;
    static final int EXPORT = 7;
    static final int START = 8;
    static final int ELEMENT = 9;
    static final int CODE = 10;
    static final int DATA = 11;
    static final int DATA_COUNT = 12;
    static final int TAG = 13;

    private static final int MAGIC = 0x6D736100;
    private static final int VERSION = 1;

    private final Input in;
    private final int size;
    private int id;
    private int begin;

    /** Before the first section, after the header. */
    Sections(Input in) {
        this.in = in;
        this.size = in.end();
        readHeader();
    }

    private void readHeader() {
        if (in.remaining() < Integer.BYTES || in.fixed(Integer.BYTES) != MAGIC) {
            throw in.malformed("magic header not detected", 0);
        }
        if (in.remaining() < Integer.BYTES || in.fixed(Integer.BYTES) != VERSION) {
            throw in.malformed("unknown binary version", Integer.BYTES);
        }
    }

    /** Goes on to the next section, if there is one; the one before it must have been read or skipped to its end. */
    boolean next() {
        in.endAt(size);
        in.atNothing();
        if (in.isAtEnd()) {
            return false;
        }
        begin = in.position();
        id = in.byteValue();
        if (id > TAG) {
            throw in.malformed("malformed section id " + id, begin);
        }
        int length = in.length();
        in.endAt(in.position() + length);
        return true;
    }

    /** What kind of section it is. */
    int id() {
        return id;
    }

    /** Where the section begins, with its id. */
    int begin() {
        return begin;
    }

    /** The bytes of its content that are left to be read. */
    int remaining() {
        return in.remaining();
    }

    void skip() {
        in.skip(in.remaining());
    }
}
