package dev.hostcall.cli.wit;

import java.util.List;

/** The type of an interface: what is in it, line by line. */
record WitInterface(List<String> lines) implements WitEntry {}
