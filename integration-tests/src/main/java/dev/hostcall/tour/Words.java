package dev.hostcall.tour;

import dev.hostcall.GuestInterface;
import java.util.List;

/** The other direction: what the guest of the tour exports, as an interface. The processor writes {@code WordsGuest}. */
@GuestInterface
public interface Words {
    /** The words of a text of fewer than 400 words, which spaces separate. */
    List<String> split(String text);
}
