package dev.hostcall.integration.differential;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** The body of one function: statements, which leave the stack as it is, of expressions, which leave one value. */
final class FunctionGenerator {
    private static final int NODES = 130;
    private static final int DEPTH = 6;

    /** An enclosing block: the types that a branch to it passes, and whether anything but its own code may. */
    private record Label(List<Type> types, boolean isTarget) {
        Label(List<Type> types) {
            this(types, true);
        }
    }

    private final Random random;
    private final Shape shape;
    private final int own;
    private final Shape.Signature signature;
    private final Binary out = new Binary();
    private final List<Type> locals; // parameters first
    private final Map<Type, Integer> scratch = new EnumMap<>(Type.class); // one local of each type
    private final int visible; // locals behind these are counters of loops, which only their loops write
    private final List<Label> labels = new ArrayList<>(); // the innermost last
    private int nodes = NODES;

    /** Makes the function of the index. */
    FunctionGenerator(Random random, Shape shape, int own) {
        this.random = random;
        this.shape = shape;
        this.own = own;
        this.signature = shape.functions.get(own);
        locals = new ArrayList<>(signature.parameters());
        for (Type type : Type.values()) {
            scratch.put(type, locals.size());
            locals.add(type);
        }
        for (int i = 0; i < 4; i++) {
            locals.add(Type.any(random));
        }
        visible = locals.size();
    }

    /** Locals and code. */
    Binary generate() {
        labels.add(new Label(signature.results()));
        leaveWithoutFuel();
        op(0x41, 0, 0x41, 0); // two values below all else: see OperatorsTest
        statements(0);
        if (!chance(3) || !tailCall(1)) {
            signature.results().forEach(type -> expression(type, 1));
            op(0x0f); // return
        }
        op(0x0b); // end
        Binary body = new Binary().u32(locals.size() - signature.parameters().size());
        locals.stream()
                .skip(signature.parameters().size())
                .forEach(type -> body.u32(1).bytes(type.code));
        return body.raw(out.toBytes());
    }

    private void leaveWithoutFuel() {
        op(0x23).u32(Shape.FUEL);
        op(0x41).signed(0);
        op(0x4c).bytes(0x04, 0x40); // le_s, if
        signature.results().forEach(type -> constant(out, type, 0));
        op(0x0f, 0x0b); // return, end
        useFuel();
    }

    private void useFuel() {
        op(0x23).u32(Shape.FUEL);
        op(0x41).signed(1);
        op(0x6b, 0x24).u32(Shape.FUEL);
    }

    private Binary op(int... bytes) {
        return out.bytes(bytes);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    static void constant(Binary out, Type type, long bits) {
        switch (type) {
            case I32 -> out.bytes(0x41).signed(bits << 32 >> 32);
            case I64 -> out.bytes(0x42).signed(bits);
            case F32 -> out.bytes(0x43).littleEndian(bits, 4);
            case F64 -> out.bytes(0x44).littleEndian(bits, 8);
            default -> out.bytes(0xd0, type.code);
        }
    }

    // ---- statements ----

    private void statements(int depth) {
        for (int count = 1 + random.nextInt(5), i = 0; i < count; i++) {
            statement(depth);
        }
    }

    private void statement(int depth) {
        if (depth >= DEPTH || --nodes < 0) {
            op(0x01);
            return;
        }
        switch (random.nextInt(22)) {
            case 0, 1, 2 -> {
                int local = random.nextInt(visible);
                expression(locals.get(local), depth + 1);
                op(0x21).u32(local);
            }
            case 3, 4 -> setGlobal(depth);
            case 5, 6, 7 -> store(depth);
            case 8 -> {
                expression(Type.any(random), depth + 1);
                op(0x1a);
            }
            case 9, 10 -> conditional(depth);
            case 11 -> {
                op(0x02, 0x40);
                labels.add(new Label(List.of()));
                statements(depth + 1);
                end();
            }
            case 12, 13 -> loop(depth);
            case 14 -> branchIf(depth);
            case 15 -> branchTable(depth);
            case 16, 17 -> {
                int function = random.nextInt(shape.functions.size());
                call(function, depth);
                drop(shape.functions.get(function).results());
            }
            case 18 -> note(depth);
            case 19 -> drop(callIndirect(random.nextInt(shape.functions.size()), depth));
            case 20 -> bulk(depth);
            default -> {
                if (chance(6)) {
                    jump(depth);
                } else {
                    tableSet(depth);
                }
            }
        }
    }

    private void end() {
        labels.remove(labels.size() - 1);
        op(0x0b);
    }

    private void drop(List<Type> types) {
        types.forEach(type -> op(0x1a));
    }

    private void setGlobal(int depth) {
        int[] mutable = IntStream.range(1, shape.globals.size())
                .filter(i -> shape.globals.get(i).isMutable())
                .toArray();
        if (mutable.length > 0) {
            int global = mutable[random.nextInt(mutable.length)];
            expression(shape.globals.get(global).type(), depth + 1);
            op(0x24).u32(global);
        }
    }

    private void store(int depth) {
        Operators.Access access = Operators.STORES.get(random.nextInt(Operators.STORES.size()));
        address(depth);
        expression(access.type(), depth + 1);
        access(access);
    }

    /** Within the first page mostly. */
    private void address(int depth) {
        expression(Type.I32, depth + 1);
        if (!chance(40)) {
            op(0x41).signed(chance(8) ? 0xffff : 0x7fff);
            op(0x71);
        }
    }

    private void access(Operators.Access access) {
        int[] offsets = {0, 0, 0, 1, 3, 8, 1000, 32_768};
        long offset = chance(60) ? 0xffff_ffffL : offsets[random.nextInt(offsets.length)];
        op(access.opcode()).u32(random.nextInt(access.alignment() + 1)).u32(offset);
    }

    private void conditional(int depth) {
        expression(Type.I32, depth + 1);
        op(0x04, 0x40);
        labels.add(new Label(List.of()));
        statements(depth + 1);
        if (random.nextBoolean()) {
            op(0x05);
            statements(depth + 1);
        }
        end();
    }

    /** A block around a loop that is left once there is no fuel. */
    private void loop(int depth) {
        op(0x02, 0x40);
        labels.add(new Label(List.of()));
        op(0x03, 0x40);
        labels.add(new Label(List.of()));
        op(0x23).u32(Shape.FUEL);
        op(0x41).signed(0);
        op(0x4c, 0x0d).u32(1);
        useFuel();
        statements(depth + 1);
        if (!chance(4)) {
            expression(Type.I32, depth + 1);
            op(0x0d).u32(0);
        }
        end();
        end();
    }

    private Label label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    private int target() {
        int[] targets = IntStream.range(0, labels.size())
                .filter(i -> label(i).isTarget())
                .toArray();
        return targets[random.nextInt(targets.length)];
    }

    private void branchIf(int depth) {
        int label = target();
        List<Type> types = label(label).types();
        types.forEach(type -> expression(type, depth + 1));
        expression(Type.I32, depth + 1);
        op(0x0d).u32(label);
        drop(types);
    }

    /** In a block of its own, so that the code behind it is reached. */
    private void branchTable(int depth) {
        op(0x02, 0x40);
        labels.add(new Label(List.of()));
        List<Integer> targets = IntStream.range(0, labels.size())
                .filter(i -> label(i).isTarget() && label(i).types().isEmpty())
                .boxed()
                .toList();
        expression(Type.I32, depth + 1);
        if (random.nextBoolean()) {
            op(0x41).signed(7);
            op(0x71);
        }
        int count = random.nextInt(5);
        op(0x0e).u32(count);
        for (int i = 0; i <= count; i++) {
            out.u32(chance(2) ? 0 : targets.get(random.nextInt(targets.size())));
        }
        if (random.nextBoolean()) {
            statement(depth + 1); // dead
        }
        end();
    }

    private void call(int function, int depth) {
        Shape.Signature callee = shape.functions.get(function);
        List<Type> tailCalled = function < shape.imports() ? List.of() : callee.results();
        inBlock(tailCalled, () -> {
            callee.parameters().forEach(type -> expression(type, depth + 1));
            op(0x10).u32(function);
        });
    }

    /**
     * What calls a function with these results, which may tail-call. Its end takes off what the interpreter leaves below
     * them: see OperatorsTest. Without results that is nothing.
     */
    private void inBlock(List<Type> results, Runnable call) {
        if (results.isEmpty()) {
            call.run();
            return;
        }
        if (results.size() == 1) {
            op(0x02, results.get(0).code);
        } else {
            op(0x02).signed(shape.type(new Shape.Signature(List.of(), results)));
        }
        labels.add(new Label(results));
        call.run();
        end();
    }

    private void note(int depth) {
        int hostcall = random.nextInt(4);
        call(hostcall, depth);
    }

    /** By the type of a function, through an element that holds it, or through any; the results. */
    private List<Type> callIndirect(int function, int depth) {
        List<Type> results = shape.functions.get(function).results();
        inBlock(results, () -> callThroughTable(0x11, function, depth));
        return results;
    }

    /**
     * A call of another function with the same results in place of a return, if there is one. A function that has locals does
     * not tail-call itself, which the interpreter cannot.
     */
    private boolean tailCall(int depth) {
        int[] fitting = IntStream.range(0, shape.functions.size())
                .filter(i -> i != own && shape.functions.get(i).results().equals(signature.results()))
                .toArray();
        if (fitting.length == 0) {
            return false;
        }
        int function = fitting[random.nextInt(fitting.length)];
        if (chance(3)) {
            callThroughTable(0x13, function, depth);
        } else {
            shape.functions.get(function).parameters().forEach(type -> expression(type, depth + 1));
            op(0x12).u32(function);
        }
        return true;
    }

    private void callThroughTable(int opcode, int function, int depth) {
        Shape.Signature callee = shape.functions.get(function);
        callee.parameters().forEach(type -> expression(type, depth + 1));
        int element = shape.elements.indexOf(function);
        if (element >= 0 && !chance(10)) {
            op(0x41).signed(element);
        } else {
            tableIndex(depth);
        }
        op(opcode).u32(shape.type(callee)).u32(Shape.REFERENCES);
    }

    private void tableIndex(int depth) {
        expression(Type.I32, depth + 1);
        if (!chance(20)) {
            op(0x41).signed(7);
            op(0x71);
        }
    }

    private void tableSet(int depth) {
        int table = random.nextInt(2);
        tableIndex(depth);
        expression(table == 0 ? Type.FUNCREF : Type.EXTERNREF, depth + 1);
        op(0x26).u32(table);
    }

    private void bulk(int depth) {
        int kind = random.nextInt(9);
        if (kind == 6) {
            op(0xfc).u32(chance(8) ? 9 : 13).u32(random.nextInt(Shape.SEGMENTS) + 1); // data.drop, elem.drop
            return;
        }
        boolean memory = kind < 4;
        address(kind, memory, depth);
        if (kind == 2 || kind == 3) {
            expression(Type.I32, depth + 1); // what to fill with
        } else if (kind == 7) {
            expression(Type.EXTERNREF, depth + 1);
        } else {
            address(kind == 1 || !memory ? 5 : 0, memory, depth);
        }
        size(memory && kind != 1, depth);
        switch (kind) {
            case 0 -> op(0xfc).u32(10).bytes(0, 0);
            case 1 -> op(0xfc).u32(8).u32(random.nextInt(Shape.SEGMENTS) + 1).bytes(0);
            case 2, 3 -> op(0xfc).u32(11).bytes(0);
            case 7 -> op(0xfc).u32(17).u32(1);
            case 8 -> op(0xfc).u32(14).u32(1).u32(1);
            case 4 -> op(0xfc).u32(14).u32(0).u32(0);
            default -> op(0xfc).u32(12).u32(random.nextInt(Shape.SEGMENTS) + 1).u32(0);
        }
    }

    private void address(int kind, boolean memory, int depth) {
        if (memory && kind != 5) {
            address(depth);
        } else {
            expression(Type.I32, depth + 1);
            op(0x41).signed(chance(10) ? 15 : 3);
            op(0x71);
        }
    }

    private void size(boolean memory, int depth) {
        if (chance(30)) {
            expression(Type.I32, depth + 1);
            return;
        }
        expression(Type.I32, depth + 1);
        op(0x41).signed(memory ? 2047 : 7);
        op(0x71);
    }

    private void jump(int depth) {
        switch (random.nextInt(4)) {
            case 0 -> op(0x00);
            case 2 -> {
                if (!tailCall(depth)) {
                    op(0x00);
                }
            }
            case 1 -> {
                signature.results().forEach(type -> expression(type, depth + 1));
                op(0x0f);
            }
            default -> {
                int label = target();
                label(label).types().forEach(type -> expression(type, depth + 1));
                op(0x0c).u32(label);
            }
        }
    }

    // ---- expressions ----

    private void expression(Type type, int depth) {
        if (depth >= DEPTH || --nodes < 0) {
            leaf(type);
            return;
        }
        if (!type.isNumber()) {
            reference(type, depth);
            return;
        }
        switch (random.nextInt(18)) {
            case 0, 1, 2 -> leaf(type);
            case 3 -> select(type, depth);
            case 4 -> value(type, 0x02, depth);
            case 5 -> {
                expression(Type.I32, depth + 1);
                op(0x04, type.code);
                labels.add(new Label(List.of(type)));
                inside(type, depth);
                op(0x05);
                inside(type, depth);
                end();
            }
            case 6 -> blockWithParameters(type, depth);
            case 7 -> counting(type, depth);
            case 8 -> result(type, depth);
            case 9 -> {
                int local = local(type);
                expression(type, depth + 1);
                op(0x22).u32(local);
            }
            case 10, 11 -> load(type, depth);
            case 12 -> special(type, depth);
            default -> operator(type, depth);
        }
    }

    private void leaf(Type type) {
        int[] globals = IntStream.range(0, shape.globals.size())
                .filter(i -> i != Shape.FUEL && shape.globals.get(i).type() == type)
                .toArray();
        int kind = random.nextInt(4);
        if (kind == 0) {
            constant(out, type, type.isNumber() ? type.edge(random) : 0);
        } else if (kind == 1 && globals.length > 0) {
            op(0x23).u32(globals[random.nextInt(globals.length)]);
        } else {
            op(0x20).u32(local(type));
        }
    }

    private int local(Type type) {
        int[] fitting =
                IntStream.range(0, visible).filter(i -> locals.get(i) == type).toArray();
        return fitting[random.nextInt(fitting.length)];
    }

    private void reference(Type type, int depth) {
        switch (random.nextInt(6)) {
            case 0 -> {
                tableIndex(depth);
                op(0x25).u32(type == Type.FUNCREF ? 0 : 1);
            }
            case 1 -> {
                expression(type, depth + 1);
                expression(type, depth + 1);
                expression(Type.I32, depth + 1);
                op(0x1c).u32(1).bytes(type.code);
            }
            case 2 -> value(type, 0x02, depth);
            case 3 -> {
                int declared = random.nextInt(Shape.TABLE_SIZE);
                int function = shape.elements.get(declared);
                if (type == Type.FUNCREF && function >= 0) {
                    op(0xd2).u32(function);
                } else {
                    op(0xd0, type.code);
                }
            }
            default -> leaf(type);
        }
    }

    private void select(Type type, int depth) {
        expression(type, depth + 1);
        expression(type, depth + 1);
        expression(Type.I32, depth + 1);
        if (random.nextBoolean()) {
            op(0x1b);
        } else {
            op(0x1c).u32(1).bytes(type.code);
        }
    }

    private void value(Type type, int opcode, int depth) {
        op(opcode, type.code);
        labels.add(new Label(List.of(type)));
        inside(type, depth);
        end();
    }

    private void inside(Type type, int depth) {
        if (random.nextBoolean()) {
            statement(depth + 1);
        }
        expression(type, depth + 1);
    }

    private void blockWithParameters(Type type, int depth) {
        List<Type> parameters = List.of(Type.number(random), Type.number(random));
        List<Type> results = List.of(type, Type.number(random));
        parameters.forEach(each -> expression(each, depth + 1));
        op(0x02).signed(shape.type(new Shape.Signature(parameters, results)));
        labels.add(new Label(results, false)); // see OperatorsTest
        op(0x21).u32(local(parameters.get(1)));
        op(0x21).u32(local(parameters.get(0)));
        results.forEach(each -> inside(each, depth));
        end();
        op(0x1a);
    }

    /** A loop that hands itself a number and the value so far. */
    private void counting(Type type, int depth) {
        List<Type> state = List.of(type, Type.I32);
        int counter = locals.size();
        locals.add(Type.I32);
        expression(type, depth + 1);
        op(0x41).signed(1 + random.nextInt(4));
        op(0x03).signed(shape.type(new Shape.Signature(state, state)));
        labels.add(new Label(state, false)); // another's branch would begin the count anew
        op(0x21).u32(counter);
        op(0x21).u32(local(type));
        expression(type, depth + 1);
        op(0x20).u32(counter);
        op(0x41).signed(1);
        op(0x6b, 0x22).u32(counter);
        op(0x20).u32(counter);
        op(0x0d).u32(0);
        end();
        op(0x1a);
    }

    /** The first result of a call. */
    private void result(Type type, int depth) {
        int[] fitting = IntStream.range(0, shape.functions.size())
                .filter(i -> !shape.functions.get(i).results().isEmpty()
                        && shape.functions.get(i).results().get(0) == type)
                .toArray();
        if (fitting.length == 0) {
            leaf(type);
            return;
        }
        int function = fitting[random.nextInt(fitting.length)];
        if (random.nextBoolean()) {
            call(function, depth);
        } else {
            callIndirect(function, depth);
        }
        shape.functions.get(function).results().stream().skip(1).forEach(other -> op(0x1a));
    }

    private void load(Type type, int depth) {
        List<Operators.Access> fitting =
                Operators.LOADS.stream().filter(access -> access.type() == type).toList();
        address(depth);
        access(fitting.get(random.nextInt(fitting.size())));
    }

    /** What only an i32 comes from; of other types, code that ends here. */
    private void special(Type type, int depth) {
        if (type != Type.I32) {
            if (chance(8)) {
                jump(depth);
            } else {
                leaf(type);
            }
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> op(0x3f, 0);
            case 1 -> {
                op(0x41).signed(random.nextInt(3) == 0 ? 1 : 0);
                op(0x40, 0);
            }
            case 2 -> op(0xfc).u32(16).u32(random.nextInt(2));
            case 3 -> {
                op(0xd0, Type.FUNCREF.code);
                op(0x41).signed(random.nextInt(2));
                op(0xfc).u32(15).u32(0);
            }
            default -> {
                expression(random.nextBoolean() ? Type.FUNCREF : Type.EXTERNREF, depth + 1);
                op(0xd1);
            }
        }
    }

    private void operator(Type type, int depth) {
        List<Operators.Operator> fitting = Operators.of(type);
        Operators.Operator operator = fitting.get(random.nextInt(fitting.size()));
        if (operator.mayTrap() && random.nextInt(3) != 0) {
            operator = fitting.get(random.nextInt(fitting.size()));
        }
        for (Type parameter : operator.parameters()) {
            expression(parameter, depth + 1);
        }
        if (operator.isDivision() && !chance(6)) {
            constant(out, type, 1);
            op(type == Type.I32 ? 0x72 : 0x84); // or: never by zero
        }
        if (operator.opcode() > 0xff) {
            op(0xfc).u32(operator.opcode() & 0xff);
        } else {
            op(operator.opcode());
        }
        if (operator.calculates()) {
            makeCanonical(type);
        }
    }

    /** Replaces what is no number by the canonical one, in the local it goes through too. */
    private void makeCanonical(Type type) {
        int local = Objects.requireNonNull(scratch.get(type));
        op(0x22).u32(local);
        constant(out, type, type == Type.F32 ? 0x7fc00000L : 0x7ff8000000000000L);
        op(0x20).u32(local);
        op(0x20).u32(local);
        op(type == Type.F32 ? 0x5b : 0x61, 0x1b);
        op(0x22).u32(local);
    }
}
