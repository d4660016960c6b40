package dev.hostcall.integration.model;

/** An operation, and which thread is to do it. */
record Turn(int thread, Operation operation) {}
