/** Compiles WebAssembly to guest objects, by the system's C compiler. */
module dev.hostcall.compiler {
    requires dev.hostcall.abi;
    requires static transitive org.jspecify;

    exports dev.hostcall.compiler;

    provides dev.hostcall.abi.GuestCompiler with
            dev.hostcall.compiler.build.ResourceCompiler;
}
