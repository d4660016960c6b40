package dev.hostcall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output or standard error. A program that writes to a pipe that nobody reads any more ends, as SIGPIPE would end it; the
 * JVM ignores that signal.
 */
final class ProcessOutput extends OutputStream {
    private final OutputStream target;
    private final boolean pipe;
    private volatile boolean broken;
    private volatile Runnable onBreak = () -> {};

    /**
     * Writes to a stream.
     *
     * @param pipe whether a failure to write means that nobody reads
     */
    ProcessOutput(OutputStream target, boolean pipe) {
        this.target = target;
        this.pipe = pipe;
    }

    /** The process's own. */
    static ProcessOutput of(FileDescriptor descriptor, int number) {
        return new ProcessOutput(new FileOutputStream(descriptor), isPipe(number));
    }

    private static boolean isPipe(int number) {
        String name = Terminal.nameOf(number);
        return name.startsWith("pipe:") || name.startsWith("socket:");
    }

    /** Whether nobody reads any more. */
    boolean isBroken() {
        return broken;
    }

    /** Sets what is done about it once nobody reads. */
    void onBreak(Runnable action) {
        onBreak = action;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            if (pipe) {
                broken = true;
                onBreak.run();
            }
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
