package dev.hostcall.runtime.spi.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Errors as Linux numbers them, and shorthands for tests. */
final class Linux {
    static final int ENOENT = 2;
    static final int EBADF = 9;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENAMETOOLONG = 36;
    static final int ENOTEMPTY = 39;
    static final int ELOOP = 40;

    static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);

    private Linux() {}

    static byte[] name(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static NativeFile open(NativeDirectory directory, String name, StandardOpenOption... options) {
        return directory.openFile(name(name), Set.of(options)).value();
    }

    static ByteBuffer direct(String text) {
        byte[] bytes = name(text);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** What a file contains from its position on, up to 100 bytes. */
    static String read(NativeFile file) {
        ByteBuffer into = ByteBuffer.allocateDirect(100);
        assertThat(file.read(into)).isEqualTo(into.position());
        return StandardCharsets.UTF_8.decode(into.flip()).toString();
    }
}
