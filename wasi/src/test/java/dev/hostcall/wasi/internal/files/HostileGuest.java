package dev.hostcall.wasi.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.descriptor.Directory.Links;
import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import dev.hostcall.wasi.internal.descriptor.FileType;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.descriptor.OpenRequest;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.Access;
import dev.hostcall.wasi.internal.descriptor.OpenRequest.How;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Does one thing after another to files by hostile paths, and looks whether it gets what it must not. */
final class HostileGuest {
    private static final int MOST_OPEN = 8;
    private static final OptionalLong TIME = OptionalLong.of(12345);

    private final RandomGenerator random;
    private final HostilePaths paths;
    private final List<Directory> preopened;
    private final List<Directory> opened = new ArrayList<>();
    private int successes;

    HostileGuest(RandomGenerator random, HostilePaths paths, List<Directory> preopened) {
        this.random = random;
        this.paths = paths;
        this.preopened = preopened;
    }

    /** How much it has managed to do. */
    int successes() {
        return successes;
    }

    /** Does something; that it may fail is the guest's own affair. */
    void act() {
        try {
            act(anyDirectory(), paths.path());
            successes++;
        } catch (IOException | UnsupportedOperationException e) {
            assertThat(String.valueOf(e.getMessage())).doesNotContain("SECRET");
        }
    }

    private Directory anyDirectory() {
        int which = random.nextInt(preopened.size() + opened.size());
        return which < preopened.size() ? preopened.get(which) : opened.get(which - preopened.size());
    }

    private Links anyLinks() {
        return random.nextBoolean() ? Links.FOLLOW : Links.KEEP;
    }

    private void act(Directory directory, String path) throws IOException {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> use(directory.open(request(path)));
            case 4 -> directory.createDirectory(path);
            case 5 -> directory.unlinkFile(path);
            case 6 -> directory.removeDirectory(path);
            case 7 -> directory.rename(path, anyDirectory(), paths.path());
            case 8 -> directory.link(path, anyLinks(), anyDirectory(), paths.path());
            case 9 -> directory.symlink(paths.contents(), path);
            case 10 -> assertThat(directory.readLink(path)).doesNotContain("SECRET");
            case 11 -> requireHarmless(directory.stat(path, anyLinks()));
            case 12 -> directory.setTimes(path, anyLinks(), new FileTimes(TIME, TIME));
            default -> look(directory);
        }
    }

    private static void requireHarmless(FileStat found) {
        assertThat(found.type() == FileType.REGULAR_FILE && found.size() == HostilePathsTest.SECRET.length())
                .isFalse();
    }

    @SuppressWarnings("EnumOrdinal") // whichever it is
    private OpenRequest request(String path) {
        Access access = Access.values()[random.nextInt(Access.values().length)];
        return new OpenRequest(path, anyLinks(), some(How.class), access, some(FdFlag.class));
    }

    private <E extends Enum<E>> Set<E> some(Class<E> type) {
        Set<E> some = EnumSet.noneOf(type);
        for (E each : type.getEnumConstants()) {
            if (random.nextInt(4) == 0) {
                some.add(each);
            }
        }
        return some;
    }

    private void use(Descriptor descriptor) throws IOException {
        if (descriptor instanceof Directory directory) {
            opened.add(directory);
            if (opened.size() > MOST_OPEN) {
                opened.remove(0).close();
            }
            look(directory);
            return;
        }
        OpenFile file = (OpenFile) descriptor;
        try {
            ByteBuffer read = ByteBuffer.allocateDirect(100);
            file.read(read);
            assertThat(StandardCharsets.UTF_8.decode(read.flip()).toString()).doesNotContain("SECRET");
            file.write(ByteBuffer.allocateDirect(3));
        } finally {
            file.close();
        }
    }

    private static void look(Directory directory) throws IOException {
        assertThat(directory.entries()).extracting(DirectoryEntry::name).doesNotContain("only in the guard");
    }

    /** Lets go of everything. */
    void end() throws IOException {
        for (Directory each : opened) {
            each.close();
        }
    }
}
