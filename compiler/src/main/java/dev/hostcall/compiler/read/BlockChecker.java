package dev.hostcall.compiler.read;

import java.util.ArrayList;
import java.util.List;

/** Validates what opens, divides and closes blocks, and what throws and catches exceptions. */
final class BlockChecker {
    private final Input in;
    private final Declarations module;
    private final Instructions at;
    private final OperandStack operands;
    private final Frames frames;
    private final LocalStates locals;

    BlockChecker(
            Input in, Declarations module, Instructions at, OperandStack operands, Frames frames, LocalStates locals) {
        this.in = in;
        this.module = module;
        this.at = at;
        this.operands = operands;
        this.frames = frames;
        this.locals = locals;
    }

    /** A label that was read, once it is known to be there. */
    int label(long label) {
        return Declarations.checked(in, "label", label, frames.depth(), at.offset());
    }

    // ---- blocks

    void open() {
        Signature signature = at.signature();
        operands.popAll(signature.takes());
        frames.open(at.opcode(), signature, operands.height(), operands.isUnreachable(), at.offset());
        operands.enter(operands.height(), false);
        operands.pushAll(signature.takes());
        locals.enterBlock();
    }

    private void endOfArm() {
        operands.popAll(frames.signature().gives());
        operands.checkEmpty();
    }

    void otherwise() {
        if (frames.kind() != Opcode.IF) {
            throw in.malformed("END opcode expected, else outside an if", at.offset());
        }
        nextArm(frames.signature().takes());
    }

    private void nextArm(List<Type> begun) {
        endOfArm();
        frames.goOnWith(at.opcode());
        locals.nextArm();
        operands.enter(frames.height(), false);
        operands.pushAll(begun);
    }

    void close() {
        Signature signature = frames.signature();
        endOfArm();
        if (frames.kind() == Opcode.IF && !Type.areAll(signature.takes(), signature.gives())) {
            throw in.invalid("type mismatch: an if without else gives what it takes", at.offset());
        }
        boolean unreachable = frames.isInUnreachable();
        frames.close();
        locals.leaveBlock();
        operands.enter(frames.depth() == 0 ? 0 : frames.height(), unreachable);
        operands.pushAll(signature.gives());
    }

    // ---- exceptions

    void exception() {
        switch (at.opcode()) {
            case TRY -> {
                in.meet(Use.HANDLERS);
                open();
            }
            case TRY_TABLE -> openTable();
            case CATCH -> {
                checkKind(frames.kind() == Opcode.TRY || frames.kind() == Opcode.CATCH);
                nextArm(tag(at.unsignedIndex()).takes());
            }
            case CATCH_ALL -> {
                checkKind(frames.kind() == Opcode.TRY || frames.kind() == Opcode.CATCH);
                nextArm(List.of());
            }
            case DELEGATE -> {
                checkKind(frames.kind() == Opcode.TRY);
                Declarations.checked(in, "label", at.unsignedIndex(), frames.depth() - 1, at.offset());
                close();
            }
            case THROW -> {
                operands.popAll(tag(at.unsignedIndex()).takes());
                operands.leave();
            }
            case THROW_REF -> {
                in.meet(Use.EXCEPTION_REFERENCES);
                operands.pop(Type.EXNREF);
                operands.leave();
            }
            default -> rethrow();
        }
    }

    private Signature tag(long index) {
        return module.tags
                .get(Declarations.checked(in, "tag", index, module.tags.size(), at.offset()))
                .signature();
    }

    private void checkKind(boolean isInPlace) {
        if (!isInPlace) {
            throw in.malformed("END opcode expected, " + at.text() + " outside a try", at.offset());
        }
    }

    private void openTable() {
        in.meet(Use.HANDLERS);
        for (Catch clause : at.catches()) {
            checkClause(clause);
        }
        open();
    }

    private void checkClause(Catch clause) {
        List<Type> given = new ArrayList<>(
                clause.catchesAll() ? List.of() : tag(clause.tag()).takes());
        if (clause.givesReference()) {
            in.meet(Use.EXCEPTION_REFERENCES);
            given.add(Type.EXN_NOT_NULL);
        }
        List<Type> carried = frames.carried(label(clause.label()));
        if (!Type.areAll(given, carried)) {
            throw in.invalid("type mismatch: a clause gives " + given + " to a label of " + carried, at.offset());
        }
    }

    private void rethrow() {
        Opcode kind = frames.kind(label(at.unsignedIndex()));
        if (kind != Opcode.CATCH && kind != Opcode.CATCH_ALL) {
            throw in.invalid("invalid rethrow label " + at.index() + ", which is of no catch", at.offset());
        }
        in.meet(Use.EXCEPTION_REFERENCES);
        operands.leave();
    }
}
