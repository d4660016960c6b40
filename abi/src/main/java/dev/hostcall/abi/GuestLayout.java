package dev.hostcall.abi;

/**
 * Where the fields of the structures in {@code guest.h} lie, in bytes from the beginning of each, and how large the
 * structures are. Classes and constants have the names of the header in Java's spelling; the header says what they mean, and
 * a test compares every one of them with what a C compiler says.
 */
public final class GuestLayout {
    private GuestLayout() {}

    /** The control block, the last bytes below linear memory. */
    public static final class Control {
        public static final int GUEST_SP = 0;
        public static final int HOST_SP = 8;
        public static final int BUDGET = 16;
        public static final int STACK_LIMIT = 24;
        public static final int MEMORY_SIZE = 32;
        public static final int TRAP_PC = 40;
        public static final int TRAP_FRAME = 48;
        public static final int TRAP_ADDRESS = 56;
        public static final int FLAGS = 64;
        public static final int STACK_LOW = 72;
        public static final int CALLEE = 80;
        public static final int EXCEPTION = 88;
        public static final int BYTES = 128;

        private Control() {}
    }

    /** What a reference to a function points to. */
    public static final class Function {
        public static final int CODE = 0;
        public static final int TYPE = 8;
        public static final int INSTANCE = 16;
        public static final int INFO = 24;
        public static final int BYTES = 32;

        private Function() {}
    }

    /** What the host needs to call a function by reference. */
    public static final class FunctionInfo {
        public static final int SIGNATURE = 0;
        public static final int ENTRY = 8;
        public static final int INDEX = 16;
        public static final int BYTES = 24;

        private FunctionInfo() {}
    }

    /** A table that the host owns. */
    public static final class Table {
        public static final int ELEMENTS = 0;
        public static final int SIZE = 8;
        public static final int MAX = 16;
        public static final int BYTES = 24;

        private Table() {}
    }

    /** An imported function. */
    public static final class Import {
        public static final int MODULE = 0;
        public static final int NAME = 8;
        public static final int SIGNATURE = 16;
        public static final int BYTES = 24;

        private Import() {}
    }

    /** An exported function. */
    public static final class Export {
        public static final int NAME = 0;
        public static final int SIGNATURE = 8;
        public static final int ENTRY = 16;
        public static final int BYTES = 24;

        private Export() {}
    }

    /** A global that is imported or exported. */
    public static final class Global {
        public static final int MODULE = 0;
        public static final int NAME = 8;
        public static final int OFFSET = 16;
        public static final int TYPE = 20;
        public static final int IS_MUTABLE = 21;
        public static final int IS_CELL = 22;
        public static final int PRECISE = 24;
        public static final int BYTES = 32;

        private Global() {}
    }

    /** What a module demands of a table that the host owns. */
    public static final class TableInfo {
        public static final int MODULE = 0;
        public static final int NAME = 8;
        public static final int MIN = 16;
        public static final int MAX = 24;
        public static final int OFFSET = 32;
        public static final int TYPE = 36;
        public static final int ADDRESS = 38;
        public static final int PRECISE = 40;
        public static final int BYTES = 48;

        private TableInfo() {}
    }

    /** An export other than a function. */
    public static final class Extern {
        public static final int NAME = 0;
        public static final int KIND = 8;
        public static final int INDEX = 12;
        public static final int BYTES = 16;

        private Extern() {}
    }

    /** A memory other than the first. */
    public static final class Memory {
        public static final int BASE = 0;
        public static final int SIZE = 8;
        public static final int BYTES = 16;

        private Memory() {}
    }

    /** A memory other than the first, as a module declares it. */
    public static final class MemoryInfo {
        public static final int MODULE = 0;
        public static final int NAME = 8;
        public static final int MIN = 16;
        public static final int MAX = 24;
        public static final int OFFSET = 32;
        public static final int ADDRESS = 36;
        public static final int BYTES = 40;

        private MemoryInfo() {}
    }

    /** What exceptions are told apart by. */
    public static final class Tag {
        public static final int SLOTS = 0;
        public static final int BYTES = 8;

        private Tag() {}
    }

    /** The functions that were under way where a guest has thrown. */
    public static final class Thrown {
        public static final int COUNT = 0;
        public static final int PC = 8;
        public static final int BYTES = 136;

        private Thrown() {}
    }

    /** A tag as a module declares it. */
    public static final class TagInfo {
        public static final int MODULE = 0;
        public static final int NAME = 8;
        public static final int SIGNATURE = 16;
        public static final int OFFSET = 24;
        public static final int BYTES = 32;

        private TagInfo() {}
    }

    /** Where the code of a function begins. */
    public static final class Name {
        public static final int CODE = 0;
        public static final int NAME = 8;
        public static final int INDEX = 16;
        public static final int BYTES = 24;

        private Name() {}
    }

    /** An access that may fault. */
    public static final class Fault {
        public static final int PC = 0;
        public static final int REFUND = 4;
        public static final int BYTES = 8;

        private Fault() {}
    }

    /** What an object exports under {@link GuestAbi#DESCRIPTOR_SYMBOL}. */
    public static final class Descriptor {
        public static final int MAGIC = 0;
        public static final int ABI_VERSION = 4;
        public static final int MACHINE = 8;
        public static final int FLAGS = 12;
        public static final int SLOTS = 16;
        public static final int DATA_SIZE = 20;
        public static final int IMPORT_COUNT = 24;
        public static final int EXPORT_COUNT = 28;
        public static final int IMPORTS = 32;
        public static final int EXPORTS = 40;
        public static final int MEMORY_PAGES = 48;
        public static final int MEMORY_MAX_PAGES = 56;
        public static final int MEMORY_RESERVE = 64;
        public static final int IMAGE = 72;
        public static final int IMAGE_SIZE = 80;
        public static final int INITIALIZE = 88;
        public static final int START = 96;
        public static final int GLOBAL_COUNT = 104;
        public static final int TABLE_COUNT = 108;
        public static final int EXTERN_COUNT = 112;
        public static final int NAME_COUNT = 116;
        public static final int GLOBALS = 120;
        public static final int TABLES = 128;
        public static final int EXTERNS = 136;
        public static final int NAMES = 144;
        public static final int FAULTS = 152;
        public static final int FAULTS_END = 160;
        public static final int MEMORY_MODULE = 168;
        public static final int MEMORY_NAME = 176;
        public static final int TAG_COUNT = 184;
        public static final int THROWN = 188;
        public static final int TAGS = 192;
        public static final int MEMORY_ADDRESS = 200;
        public static final int MEMORY_COUNT = 204;
        public static final int MEMORIES = 208;
        public static final int IMAGE_START = 216;
        public static final int BYTES = 224;

        private Descriptor() {}
    }

    /** An argument or a result, of the same size whatever its type. */
    public static final class Slot {
        public static final int BYTES = 8;

        private Slot() {}
    }
}
