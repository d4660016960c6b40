package dev.hostcall.compiler.read;

import java.util.Arrays;
import java.util.List;

/** The section of function bodies: locals and instructions, each body checked before the next is looked at. */
final class CodeDecoder {
    private static final int MOST_LOCALS = 50_000;
    private static final long ALL_LOCALS = 0xFFFFFFFFL;

    private final Input in;
    private final Declarations module;
    private final BodyChecker checker;
    private Type[] locals = new Type[64];
    private int localCount;

    CodeDecoder(Input in, Declarations module) {
        this.in = in;
        this.module = module;
        this.checker = new BodyChecker(in, module);
    }

    void readBodies() {
        int sectionEnd = in.end();
        int begin = in.position();
        int imported = module.importedFunctions.size();
        if (in.u32() != module.definedFunctions()) {
            throw in.malformed("function and code section have inconsistent lengths", begin);
        }
        for (int i = imported; i < module.functions.size(); i++) {
            in.at("function", i);
            int length = in.length();
            int end = in.position() + length;
            in.endAt(end);
            module.code.add(readBody(i, module.functions.get(i)));
            if (in.position() != end) {
                throw in.malformed("END opcode expected at the end of the body, section size mismatch", in.position());
            }
            in.endAt(sectionEnd);
        }
    }

    private Code readBody(int function, Signature signature) {
        int declarations = in.position();
        localCount = 0;
        addLocals(signature.takes());
        readLocals();
        int begin = in.position();
        int size = checker.check(function, signature, locals, localCount);
        return new Code(in.bytes(), declarations, begin, in.position(), size, checker.tailCallsOthers(), module.types);
    }

    private void addLocals(List<Type> types) {
        for (Type type : types) {
            addLocals(1, type);
        }
    }

    private void addLocals(int count, Type type) {
        if (localCount + count > locals.length) {
            locals = Arrays.copyOf(locals, Math.max(2 * locals.length, localCount + count));
        }
        Arrays.fill(locals, localCount, localCount + count, type);
        localCount += count;
    }

    /** Reads all runs before their sum is compared with our limit: what is malformed comes first. */
    private void readLocals() {
        int begin = in.position();
        long sum = localCount;
        for (int runs = in.count(); runs > 0; runs--) {
            int at = in.position();
            long length = in.u32();
            Type type = Types.value(in, module.types);
            sum += length;
            if (sum > ALL_LOCALS) {
                throw in.malformed("too many locals", at);
            }
            if (sum <= MOST_LOCALS) {
                addLocals((int) length, type);
            }
        }
        in.limit(sum, MOST_LOCALS, "locals", begin);
    }
}
