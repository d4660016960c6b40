package dev.hostcall.runtime.internal.engine;

/** Threads of ours, which hold nothing of whoever happened to need the first one. */
public final class HelperThread {
    private HelperThread() {}

    /**
     * A daemon that has not been started. It belongs to the system's group of threads, inherits no variables and has no
     * context class loader: an application that is unloaded must not be held by our threads.
     *
     * @param stackSize in bytes, or 0 for what is usual
     */
    public static Thread create(String name, Runnable work, long stackSize) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, work, name, stackSize, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    public static Thread start(String name, Runnable work) {
        Thread thread = create(name, work, 0);
        thread.start();
        return thread;
    }
}
