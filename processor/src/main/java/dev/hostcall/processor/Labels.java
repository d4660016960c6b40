package dev.hostcall.processor;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.Escapes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Names in one scope of WIT's, from Java names. */
final class Labels {
    private final String owner;
    private final Consumer<String> flaws;
    private final Map<String, String> taken = new HashMap<>();

    Labels(String owner, Consumer<String> flaws) {
        this.owner = owner;
        this.flaws = flaws;
    }

    /** The name of a part; what WIT cannot have is a flaw. */
    String of(String javaName, String kind) {
        String label = KebabCase.of(javaName);
        if (!WitName.isLabel(label)) {
            flaws.accept("%s %s of %s would be %s, which is no name in WIT"
                    .formatted(kind, Escapes.printable(javaName), owner, Escapes.printable(label)));
        }
        String other = taken.putIfAbsent(label, javaName);
        if (other != null) {
            flaws.accept("%s and %s of %s would both be %s"
                    .formatted(Escapes.printable(other), Escapes.printable(javaName), owner, label));
        }
        return label;
    }
}
