package dev.hostcall.integration.model;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Vmctx;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The hostcalls of one guest: they do what the step of the program says. */
@HostcallModule("model")
final class Player {
    private final RealWorld world;
    private final int guest;
    private final long startProgram;

    Player(RealWorld world, int guest, long startProgram) {
        this.world = world;
        this.guest = guest;
        this.startProgram = startProgram;
    }

    @Hostcall
    long startProgram() {
        return startProgram;
    }

    @Hostcall
    long startScript() {
        return world.program(startProgram).script();
    }

    @Hostcall
    long plain(long program, long step) {
        return free((Deed.Free) ((Step.Plain) step(program, step)).deed());
    }

    @Hostcall
    CompletableFuture<Long> tail(long program, long step) {
        return world.newFuture(false, ((Step.Tail) step(program, step)).outlook())
                .future();
    }

    @Hostcall
    long body(Vmctx vmctx, long program, long step) {
        Step.Body body = (Step.Body) step(program, step);
        long result = 0;
        world.bodyEntered();
        try {
            for (Deed deed : body.deeds()) {
                try {
                    result = result * 7 + perform(deed, vmctx);
                } catch (RuntimeException e) {
                    if (!body.stubborn()) {
                        throw e;
                    }
                }
            }
            return result;
        } finally {
            world.bodyLeft();
        }
    }

    private Step step(long program, long step) {
        return world.program(program).steps().get((int) step);
    }

    private long free(Deed.Free deed) {
        if (deed instanceof Deed.Give give) {
            return give.value();
        }
        if (deed instanceof Deed.Throw thrown) {
            throw new Outcome.Boom(thrown.number());
        }
        if (deed instanceof Deed.Kill kill) {
            return world.kill(kill.guest()).hashCode();
        }
        if (deed instanceof Deed.Close close) {
            return world.closeRun(close.guest(), close.run()).hashCode();
        }
        if (deed instanceof Deed.Complete complete) {
            return world.complete(complete.pick(), complete.outlook()).hashCode();
        }
        if (deed instanceof Deed.Run run) {
            return world.run(run.guest(), run.program()).hashCode();
        }
        if (deed instanceof Deed.Bound bound) {
            return world.bound(guest, bound).hashCode();
        }
        return meddle();
    }

    private long meddle() {
        var self = world.instance(guest);
        List<Runnable> attempts =
                List.of(self::reset, self::recover, self::close, () -> self.run("play", 0L, 0L), self::resume);
        return attempts.stream().filter(Player::isRefused).count();
    }

    private static boolean isRefused(Runnable attempt) {
        try {
            attempt.run();
            return false;
        } catch (InvalidStateException e) {
            return true;
        }
    }

    private long perform(Deed deed, Vmctx vmctx) {
        if (deed instanceof Deed.Free free) {
            return free(free);
        }
        if (deed instanceof Deed.Wait wait) {
            return vmctx.blockOn(world.newFuture(false, wait.outlook()).future());
        }
        if (deed instanceof Deed.TryWait wait) {
            return vmctx.tryBlockOn(world.newFuture(false, wait.outlook()).future())
                    .map(Poll.Ready::value)
                    .orElse(1000L);
        }
        if (deed instanceof Deed.Poll poll) {
            return poll(vmctx, poll.yielding());
        }
        if (deed instanceof Deed.Await await) {
            RunResult result = vmctx.blockOn(world.newRun(await.guest(), await.program(), await.bound()));
            return Outcome.of(result).hashCode();
        }
        if (deed instanceof Deed.Yield yield) {
            return suspend(vmctx, yield);
        }
        if (deed instanceof Deed.Call call) {
            long program = world.publish(call.program());
            return vmctx.call("play", program, call.program().script()).i64();
        }
        if (deed instanceof Deed.CallReference call) {
            long program = world.publish(call.program());
            return vmctx.call(
                            vmctx.table("functions").function(0),
                            program,
                            call.program().script())
                    .i64();
        }
        if (deed instanceof Deed.Consume consume) {
            vmctx.consume(consume.instructions());
            return consume.instructions();
        }
        throw vmctx.terminate(((Deed.Terminate) deed).details());
    }

    private long poll(Vmctx vmctx, boolean yielding) {
        RealFuture future = world.newFuture(true, Outlook.OPEN);
        boolean[] yields = {yielding};
        return vmctx.blockOn(waker -> {
            if (yields[0]) {
                yields[0] = false;
                vmctx.yieldNow();
            }
            return future.poll(waker);
        });
    }

    private static long suspend(Vmctx vmctx, Deed.Yield yield) {
        if (yield.expecting()) {
            return yield.value()
                    ? vmctx.yieldValueExpecting(ModelWorld.NUMBER, long.class)
                    : vmctx.yieldExpecting(long.class);
        }
        if (yield.value()) {
            vmctx.yieldValue(ModelWorld.NUMBER);
        } else {
            vmctx.yieldNow();
        }
        return 0;
    }
}
