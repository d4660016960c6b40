/** What the compiler, the annotation processor and the runtime agree on: the guest ABI. */
module dev.hostcall.abi {
    requires static org.jspecify;

    exports dev.hostcall.abi;
}
