package dev.hostcall.cli;

import dev.hostcall.wasi.PreopenOption;
import dev.hostcall.wasi.WasiBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory as {@code --dir} gives it.
 *
 * @param host where it is
 * @param guest what the guest calls it
 * @param options what is special about it
 */
record PreopenedDirectory(String host, String guest, List<PreopenOption> options) {
    private static final Pattern FORM = Pattern.compile("(.+?)::(.+?)(:ro)?");

    static PreopenedDirectory parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no directory for the guest; write HOST::GUEST or HOST::GUEST:ro");
        }
        List<PreopenOption> options = form.group(3) == null ? List.of() : List.of(PreopenOption.READ_ONLY);
        return new PreopenedDirectory(form.group(1), form.group(2), options);
    }

    void addTo(WasiBuilder builder) {
        builder.preopen(Path.of(host), guest, options.toArray(PreopenOption[]::new));
    }
}
