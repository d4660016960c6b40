/** Writes the trampolines of hostcalls while javac runs. */
module dev.hostcall.processor {
    requires com.palantir.javapoet;
    requires dev.hostcall.abi;
    requires dev.hostcall.annotations;
    requires java.compiler;
    requires static com.google.auto.service;
    requires static org.jspecify;

    provides javax.annotation.processing.Processor with
            dev.hostcall.processor.HostcallProcessor;
}
