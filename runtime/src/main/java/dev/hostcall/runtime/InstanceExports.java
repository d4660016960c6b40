package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.run.InstanceCore;

/**
 * The exports of an instance, to be imported by others under a module name. Instances that are linked in this way keep
 * each other's memory until all of them are closed. A call from one to another runs on the caller's thread as part of the
 * caller's run.
 */
public final class InstanceExports implements ImportSource {
    private final InstanceCore instance;
    private final String module;

    InstanceExports(InstanceCore instance, String module) {
        this.instance = instance;
        this.module = module;
    }

    InstanceCore instance() {
        return instance;
    }

    String module() {
        return module;
    }
}
