package dev.hostcall.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A guest that only passes on: each function of WASI can be called with whatever arguments. */
final class RawGuest implements AutoCloseable {
    private static final String TEXT = wat(Wasi.builder().build().imports().declarations());

    /** Where things lie in memory. */
    static final int PATH = 1024;

    private static final int OPENED = 0;
    private static final int DONE = 8;
    private static final int IOVEC = 16;
    private static final int BUFFER = 8192;

    private final Region region = Region.create(1, Limits.defaults());
    private final Wasi wasi;
    private final Instance instance;

    RawGuest(WasiBuilder builder) {
        wasi = builder.build();
        instance = region.newInstance(Programs.wat(TEXT), wasi.imports());
    }

    private static String wat(List<HostcallDeclaration> declarations) {
        StringBuilder text = new StringBuilder("(module\n");
        for (HostcallDeclaration each : declarations) {
            text.append("(import \"%s\" \"%s\" (func $%s %s))%n"
                    .formatted(each.module(), each.name(), each.qualifiedName(), type(each.signature())));
        }
        text.append("(memory (export \"memory\") 1)\n");
        for (HostcallDeclaration each : declarations) {
            StringBuilder gets = new StringBuilder();
            for (int i = 0; i < each.signature().parameters().size(); i++) {
                gets.append("(local.get ").append(i).append(')');
            }
            text.append("(func (export \"%s\") %s (call $%s %s))%n"
                    .formatted(each.qualifiedName(), type(each.signature()), each.qualifiedName(), gets));
        }
        return text.append(")").toString();
    }

    private static String type(Signature signature) {
        return "(param %s) (result %s)".formatted(names(signature.parameters()), names(signature.results()));
    }

    private static String names(List<ValueType> types) {
        return types.stream().map(type -> type.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
    }

    /** Calls a function of preview 1; the errno. */
    int call(String function, Object... arguments) {
        return start(function, arguments).join().returned().i32();
    }

    /** Calls a function of {@code wasi_unstable}; the errno. */
    int old(String function, Object... arguments) {
        return instance.runAsync("wasi_unstable." + function, arguments)
                .join()
                .returned()
                .i32();
    }

    RunAsync start(String function, Object... arguments) {
        return instance.runAsync("wasi_snapshot_preview1." + function, arguments);
    }

    /** Makes it ready again after its run was ended. */
    void recover() {
        instance.recover();
    }

    Memory memory() {
        return instance.memory();
    }

    /** Puts a text somewhere; how long it is. */
    int put(int address, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        memory().writeBytes(address, bytes);
        return bytes.length;
    }

    /** Puts an iovec somewhere. */
    void iovec(int address, int buffer, int length) {
        memory().writeInt(address, buffer);
        memory().writeInt(address + 4, length);
    }

    /** Opens a path relative to a directory, with these rights; the number. */
    int open(int directory, String path, int how, long rights) {
        int errno = tryOpen(directory, path, how, rights);
        if (errno != 0) {
            throw new AssertionError("opening " + path + " fails with errno " + errno);
        }
        return memory().readInt(OPENED);
    }

    /** As {@link #open}; the errno. */
    int tryOpen(int directory, String path, int how, long rights) {
        int length = put(PATH, path);
        return call("path_open", directory, 0, PATH, length, how, rights, 0L, 0, OPENED);
    }

    /** Writes a text; the errno. */
    int write(int fd, String text) {
        iovec(IOVEC, BUFFER, put(BUFFER, text));
        return call("fd_write", fd, IOVEC, 1, DONE);
    }

    /** Reads so many bytes at most, as text. */
    String read(int fd, int length) {
        iovec(IOVEC, BUFFER, length);
        int errno = call("fd_read", fd, IOVEC, 1, DONE);
        return errno == 0 ? memory().readString(BUFFER, memory().readInt(DONE)) : "errno " + errno;
    }

    @Override
    public void close() {
        instance.close();
        wasi.close();
        region.close();
    }
}
