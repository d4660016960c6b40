package dev.hostcall.integration.border;

import dev.hostcall.GuestInterface;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What {@code speaker-guest.wat} exports. */
@GuestInterface
interface Speaker {
    /** The same text, where it is. */
    String same(String value);

    /** How many blocks are taken inside of the call. */
    int blocks(List<String> values);

    CompletableFuture<String> sameLater(String value);

    int many(String a, String b, String c, String d, String e, String f, String g, String h, String i);

    /** Traps. */
    int fail(String value);

    /** Of what its host says. */
    int length();
}
