package dev.hostcall.integration;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Vmctx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hostcalls that do what a test tells them. */
@HostcallModule("script")
final class Script {
    Plain plain = argument -> argument;
    Body body = (vmctx, argument) -> argument;
    Tail tail = argument -> CompletableFuture.completedFuture(argument);
    Stage stage = argument -> CompletableFuture.completedStage(argument);

    @Hostcall
    long plain(long argument) throws Throwable {
        return plain.call(argument);
    }

    @Hostcall
    long body(Vmctx vmctx, long argument) throws Throwable {
        return body.call(vmctx, argument);
    }

    @Hostcall
    CompletableFuture<Long> tail(long argument) throws Throwable {
        return tail.call(argument);
    }

    @Hostcall
    CompletionStage<Long> stage(long argument) throws Throwable {
        return stage.call(argument);
    }

    /** Cannot suspend in its body. */
    interface Plain {
        long call(long argument) throws Throwable;
    }

    /** May suspend in its body. */
    interface Body {
        long call(Vmctx vmctx, long argument) throws Throwable;
    }

    /** Leaves a future behind. */
    interface Tail {
        CompletableFuture<Long> call(long argument) throws Throwable;
    }

    /** Leaves a stage behind. */
    interface Stage {
        CompletionStage<Long> call(long argument) throws Throwable;
    }
}
