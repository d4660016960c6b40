package dev.hostcall.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Which compiler this is: a hash of what decides the C it writes, so that any change to it, in a release or in between, makes
 * older cache entries unused.
 */
final class Identity {
    /** The headers emitted C includes. */
    static final List<String> HEADERS = List.of("guest.h", "wasm.h", "guarded.h", "explicit.h", "accesses.h", "main.h");

    private static final List<Class<?>> CLASSES = List.of(
            AccessWriter.class,
            BulkWriter.class,
            CallWriter.class,
            CCompiler.class,
            Constants.class,
            ControlWriter.class,
            Costs.class,
            CText.class,
            CTypes.class,
            DataImage.class,
            FunctionScope.class,
            FunctionWriter.class,
            HeaderWriter.class,
            InitializerWriter.class,
            InstanceLayout.class,
            MainUnitWriter.class,
            ModuleReader.class,
            ModuleWriter.class,
            ObjectBuilder.class,
            Operand.class,
            Operands.class,
            OperatorWriter.class,
            Operators.class,
            SingleFile.class,
            Slots.class,
            Summary.class);

    /** Of the package that reads; most of them are not visible here. */
    private static final List<String> READER = List.of(
            "BodyChecker",
            "Code",
            "CodeDecoder",
            "ConstantChecker",
            "DeclarationDecoder",
            "Declarations",
            "Expression",
            "Immediate",
            "Instructions",
            "Limits",
            "Module",
            "ModuleDecoder",
            "NameSection",
            "Opcode",
            "References",
            "SegmentDecoder",
            "Signature",
            "Type",
            "Types");

    private static volatile Optional<String> known = Optional.empty();

    private Identity() {}

    static String ofThisCompiler() throws IOException {
        Optional<String> already = known;
        if (already.isPresent()) {
            return already.get();
        }
        byte[][] parts = new byte[HEADERS.size() + READER.size() + CLASSES.size()][];
        int next = 0;
        for (String header : HEADERS) {
            parts[next++] = resource(header);
        }
        for (String name : READER) {
            parts[next++] = resource("read/" + name + ".class");
        }
        for (Class<?> type : CLASSES) {
            parts[next++] = resource(type.getSimpleName() + ".class");
        }
        String identity = ObjectCache.sha256(parts);
        known = Optional.of(identity);
        return identity;
    }

    /** A file of this compiler's jar. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = Identity.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the compiler's jar lacks " + name);
            }
            return in.readAllBytes();
        }
    }
}
