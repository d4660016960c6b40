package dev.hostcall.integration.model;

import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.integration.model.World.Driving;
import dev.hostcall.integration.model.World.Gift;
import dev.hostcall.runtime.BoundPolicy;

/** Something an embedder does, as data: to be done to a real world and to a model, replayed, and printed. */
sealed interface Operation {
    /** What came of it. */
    String in(World world);

    record Create(int guest, Program atStart) implements Operation {
        @Override
        public String in(World world) {
            return world.create(guest, atStart);
        }
    }

    record CloseGuest(int guest) implements Operation {
        @Override
        public String in(World world) {
            return world.closeGuest(guest);
        }
    }

    record Reset(int guest) implements Operation {
        @Override
        public String in(World world) {
            return world.reset(guest);
        }
    }

    record Recover(int guest) implements Operation {
        @Override
        public String in(World world) {
            return world.recover(guest);
        }
    }

    record Kill(int guest) implements Operation {
        @Override
        public String in(World world) {
            return world.kill(guest);
        }
    }

    /** Takes a kill switch, and keeps it instead of the one before. */
    record TakeSwitch(int guest) implements Operation {
        @Override
        public String in(World world) {
            return world.takeSwitch(guest);
        }
    }

    record KillTaken(int guest) implements Operation {
        @Override
        public String in(World world) {
            return world.killTaken(guest);
        }
    }

    record Run(int guest, Program program) implements Operation {
        @Override
        public String in(World world) {
            return world.run(guest, program);
        }
    }

    record Start(int guest) implements Operation {
        @Override
        public String in(World world) {
            return world.start(guest);
        }
    }

    record Resume(int guest, Gift gift) implements Operation {
        @Override
        public String in(World world) {
            return world.resume(guest, gift);
        }
    }

    record RunAsync(int guest, int run, Program program, Terms terms) implements Operation {
        @Override
        public String in(World world) {
            return world.runAsync(guest, run, program, terms);
        }
    }

    record StartAsync(int guest, int run, Terms terms) implements Operation {
        @Override
        public String in(World world) {
            return world.startAsync(guest, run, terms);
        }
    }

    record ResumeAsync(int guest, int run, Gift gift, Terms terms) implements Operation {
        @Override
        public String in(World world) {
            return world.resumeAsync(guest, run, gift, terms);
        }
    }

    record Poll(int guest, int run) implements Operation {
        @Override
        public String in(World world) {
            return world.poll(guest, run);
        }
    }

    record Join(int guest, int run) implements Operation {
        @Override
        public String in(World world) {
            return world.join(guest, run);
        }
    }

    record Drive(int guest, int run, Driving driving) implements Operation {
        @Override
        public String in(World world) {
            return world.drive(guest, run, driving);
        }
    }

    record CloseRun(int guest, int run) implements Operation {
        @Override
        public String in(World world) {
            return world.closeRun(guest, run);
        }
    }

    record Cancel(int guest, int run) implements Operation {
        @Override
        public String in(World world) {
            return world.cancel(guest, run);
        }
    }

    record Bound(int guest, int run, long bound) implements Operation {
        @Override
        public String in(World world) {
            return world.bound(guest, run, bound);
        }
    }

    record Policy(int guest, int run, BoundPolicy policy) implements Operation {
        @Override
        public String in(World world) {
            return world.policy(guest, run, policy);
        }
    }

    record Total(int guest, int run, long total) implements Operation {
        @Override
        public String in(World world) {
            return world.total(guest, run, total);
        }
    }

    record Complete(int pick, Outlook outlook) implements Operation {
        @Override
        public String in(World world) {
            return world.complete(pick, outlook);
        }
    }

    record Wake(int pick) implements Operation {
        @Override
        public String in(World world) {
            return world.wake(pick);
        }
    }

    record Task() implements Operation {
        @Override
        public String in(World world) {
            return world.task();
        }
    }
}
