package dev.hostcall.integration.model;

import java.util.Optional;

/** What is under way on a guest's stack, or in Java on top of it. */
interface ModelFrame {
    /** Gets on: by an instruction, into another frame, or out of this one. A stop if the whole guest stops. */
    Optional<ModelMachine.Stop> step(ModelMachine machine);
}
