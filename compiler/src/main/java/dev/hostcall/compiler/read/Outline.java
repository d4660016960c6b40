package dev.hostcall.compiler.read;

/**
 * How large a module is by its own account: sections and bodies are skipped, not read.
 *
 * @param functions how many have a body
 * @param codeBytes bytes of the code section
 * @param dataBytes bytes of the data section
 * @param largestFunction the index of the function with the largest body
 * @param largestFunctionBytes bytes of that body
 */
public record Outline(long functions, long codeBytes, long dataBytes, int largestFunction, long largestFunctionBytes) {

    /** The outline of a module; where the module is malformed, of what comes before. */
    public static Outline of(byte[] wasm) {
        Survey survey = new Survey(new Input(wasm, 0, wasm.length));
        try {
            survey.sections();
        } catch (RefusedException malformed) {
            return survey.outline(); // the decoder says what is wrong
        }
        return survey.outline();
    }

    private static final class Survey {
        private final Input in;
        private final Declarations declared = new Declarations();
        private final DeclarationDecoder declarations;
        private long functions;
        private long codeBytes;
        private long dataBytes;
        private int largest;
        private long largestBytes;

        Survey(Input in) {
            this.in = in;
            declarations = new DeclarationDecoder(in, declared, new ConstantChecker(in, declared));
        }

        Outline outline() {
            return new Outline(functions, codeBytes, dataBytes, largest, largestBytes);
        }

        void sections() {
            Sections sections = new Sections(in);
            while (sections.next()) {
                switch (sections.id()) {
                    case Sections.TYPE -> declarations.readTypes();
                    case Sections.IMPORT -> declarations.readImports();
                    case Sections.CODE -> {
                        codeBytes += sections.remaining();
                        bodies(declared.importedFunctions.size());
                    }
                    case Sections.DATA -> dataBytes += sections.remaining();
                    default -> {}
                }
                sections.skip();
            }
        }

        /** Counts bodies as they are met: a count that no bodies follow is the decoder's to refuse. */
        private void bodies(int imported) {
            for (long left = in.u32(); left > 0; left--) {
                int length = in.length();
                if (length > largestBytes) {
                    largestBytes = length;
                    largest = imported + (int) functions;
                }
                in.skip(length);
                functions++;
            }
        }
    }
}
