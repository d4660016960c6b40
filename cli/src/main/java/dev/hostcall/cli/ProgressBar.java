package dev.hostcall.cli;

import dev.hostcall.compiler.CompileListener;
import java.io.PrintWriter;

/** A bar on one line of a terminal, and for how long it has been there; nothing where there is no terminal. */
final class ProgressBar implements CompileListener, AutoCloseable {
    private static final int WIDTH = 40;

    private final PrintWriter terminal;
    private final boolean shown;
    private long begin;
    private int done;
    private int total;
    private int widest;
    private boolean closed;

    ProgressBar(PrintWriter terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    @Override
    public synchronized void progress(int nowDone, int nowTotal) {
        if (!shown || closed) {
            return;
        }
        done = nowDone;
        total = Math.max(1, nowTotal);
        if (widest == 0) {
            begin = System.nanoTime();
            Thread clock = new Thread(this::tick, "hostcall-progress");
            clock.setDaemon(true);
            clock.start();
        }
        draw();
    }

    /** Shows that time passes, also while no function is done. */
    private synchronized void tick() {
        try {
            while (!closed) {
                wait(1_000);
                draw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void draw() {
        if (closed) {
            return;
        }
        int filled = (int) ((long) WIDTH * done / total);
        String line = "compiling [%s%s] %d of %d functions, %d s"
                .formatted(
                        "#".repeat(filled),
                        " ".repeat(WIDTH - filled),
                        done,
                        total,
                        (System.nanoTime() - begin) / 1_000_000_000);
        widest = Math.max(widest, line.length());
        terminal.print("\r" + line + " ".repeat(widest - line.length()));
        terminal.flush();
    }

    @Override
    public synchronized void close() {
        if (!closed && widest > 0) {
            terminal.print("\r" + " ".repeat(widest) + "\r");
            terminal.flush();
        }
        closed = true;
        notifyAll();
    }
}
