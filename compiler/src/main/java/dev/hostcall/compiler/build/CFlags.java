package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import java.util.List;
import java.util.regex.Pattern;

/** Refuses options in {@code CC} that would break what guests rely on. {@link ObjectCheck} catches what is not listed. */
final class CFlags {
    private static final List<Pattern> REFUSED = List.of(
            Pattern.compile("-[cESMo].*|-MM|-fsyntax-only|-emit-llvm|-x.*|-shared|-static.*|-pie|-r"), // what is made
            Pattern.compile("-flto.*|-fwhopr.*|-fwhole-program"), // frames are not known until the program is linked
            Pattern.compile(
                    "-fsanitize.*|-finstrument-.*|-p|-pg|-fprofile-.*|-fbranch-probabilities|--coverage|-fxray.*"
                            + "|-ftest-coverage|-fsplit-stack|-fstack-(protector|clash|limit|check).*|-fhardened"), // calls and checks
            Pattern.compile("-ftrapv|-fno-wrapv|-fnon-call-exceptions|-fexceptions|-fdelete-null-pointer-checks"),
            Pattern.compile("-Ofast|-ffast-math|-ffinite-math-only|-funsafe-.*|-fassociative-math|-freciprocal-math"
                    + "|-fno-signed-zeros|-fno-trapping-math|-frounding-math|-fsingle-precision-constant"
                    + "|-fexcess-precision.*|-ffp-.*|-mfpmath.*|-msoft-float|-mno-sse.*|-mgeneral-regs-only"),
            Pattern.compile("-m32|-mx32|-m16|-mabi=.*|-mcmodel=.*|-mbig-endian|-mregparm.*"), // another machine
            Pattern.compile("-ffixed-.*|-fcall-.*|-fpack-struct.*|-fshort-.*|-fipa-ra.*"), // registers, layout
            Pattern.compile("-D.*|-U.*|-include.*|-imacros.*|-I.*|-isystem.*|-iquote.*|-nostdinc|@.*|-specs.*|--param.*"
                    + "|-fplugin.*|-Xclang|-mllvm|--config.*|-wrapper.*"), // other text, other compilers
            Pattern.compile("-fno-stack-usage|-fomit-frame-pointer|-fno-pic|-fno-PIC"));

    private CFlags() {}

    /**
     * Refuses a command with such an option.
     *
     * @param command the words of {@code CC}
     */
    static void check(List<String> command) {
        for (String word : command.subList(1, command.size())) {
            boolean refused =
                    REFUSED.stream().anyMatch(pattern -> pattern.matcher(word).matches());
            if (refused) {
                throw new CompilerException(
                        Reason.C_COMPILER,
                        "the C compiler \"" + String.join(" ", command) + "\" has the option " + word
                                + ", which would make guests unsafe or change what they do; leave it out of CC");
            }
        }
    }
}
