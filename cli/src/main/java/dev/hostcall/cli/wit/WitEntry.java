package dev.hostcall.cli.wit;

/** What a type in the binary format can be one of. */
sealed interface WitEntry permits WitType, WitFunction, WitInterface {}
