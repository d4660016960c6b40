package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Catch;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.translate.Operand.Variable;
import dev.hostcall.compiler.translate.Statements.Label;
import java.util.List;
import java.util.Optional;

/**
 * A block, loop, if or try that is open.
 *
 * @param kind what it was opened as, or the part of it that was begun last
 * @param number of its labels; negative where it cannot be reached
 * @param height of the operand stack below its parameters
 * @param target whether something branches to it
 * @param variables what branches to it assign
 * @param parameters what its else begins with
 * @param catches the clauses of a {@code try_table}
 * @param next where an exception goes that the latest catch of a try does not catch
 * @param caught what refers to the exception that is being caught, if something throws it again
 */
record Block(
        Opcode kind,
        int number,
        int height,
        Signature signature,
        boolean target,
        List<Variable> variables,
        List<Operand> parameters,
        List<Catch> catches,
        Optional<Label> next,
        Optional<Variable> caught) {

    /** One that is no try. */
    Block(
            Opcode kind,
            int number,
            int height,
            Signature signature,
            boolean target,
            List<Variable> variables,
            List<Operand> parameters) {
        this(
                kind,
                number,
                height,
                signature,
                target,
                variables,
                parameters,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** What a branch to it carries. */
    List<WasmType> carried() {
        return kind == Opcode.LOOP ? signature.parameters() : signature.results();
    }

    boolean isReached() {
        return number >= 0;
    }

    /** Where a branch to it goes. */
    Label label() {
        return new Label('L', number);
    }

    /** Where its else begins. */
    Label otherwise() {
        return new Label('E', number);
    }

    /** Where exceptions go that are thrown in it. */
    Label handler() {
        return new Label('X', number);
    }

    /** What follows it, where nothing branches to it. */
    Label after() {
        return target ? label() : new Label('N', number);
    }

    /** Whether exceptions that are thrown where it is the innermost go to it. */
    boolean handles() {
        return kind == Opcode.TRY || kind == Opcode.TRY_TABLE;
    }

    Block withElse() {
        return new Block(Opcode.ELSE, number, height, signature, true, variables, parameters);
    }

    Block withCatches(List<Catch> clauses) {
        return new Block(
                kind, number, height, signature, target, variables, parameters, clauses, Optional.empty(), caught);
    }

    Block withCatch(Opcode part, Optional<Label> otherwise, Optional<Variable> exception) {
        return new Block(part, number, height, signature, target, variables, parameters, catches, otherwise, exception);
    }
}
