/** Runs guests: their modules, instances, memory, and runs. */
@SuppressWarnings("module") // of what is exported to: it is built later
module dev.hostcall.runtime {
    requires com.sun.jna;
    requires dev.hostcall.abi;
    requires static jdk.jfr;
    requires static transitive org.jspecify;

    uses dev.hostcall.abi.GuestCompiler;

    exports dev.hostcall.runtime;
    exports dev.hostcall.runtime.spi;
    exports dev.hostcall.runtime.spi.files to
            dev.hostcall.wasi;
}
