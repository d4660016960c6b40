/** The annotations that make a method a hostcall. */
module dev.hostcall.annotations {
    requires static org.jspecify;

    exports dev.hostcall;
}
