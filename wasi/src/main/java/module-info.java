/** WASI preview 1: what programs need of a system, as hostcalls. */
module dev.hostcall.wasi {
    requires static dev.hostcall.annotations;
    requires transitive dev.hostcall.runtime;
    requires static transitive org.jspecify;

    exports dev.hostcall.wasi;
}
