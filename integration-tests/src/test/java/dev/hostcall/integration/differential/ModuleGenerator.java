package dev.hostcall.integration.differential;

import java.util.Random;

/**
 * Valid modules of all that WebAssembly 2.0 without SIMD has, and tail calls. Every loop and every call uses fuel, so that all of them
 * end. What no number makes of no number is made the canonical one at once, as its bits are not specified.
 */
final class ModuleGenerator {
    private ModuleGenerator() {}

    /** The module of a seed. */
    static byte[] generate(long seed) {
        Random random = new Random(seed);
        Shape shape = new Shape(random);
        Binary code = code(random, shape); // first, as it adds types
        return new Binary()
                .bytes(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, types(shape))
                .section(2, imports(shape))
                .section(3, functions(shape))
                .section(4, tables())
                .section(5, new Binary().u32(1).bytes(1).u32(1).u32(3))
                .section(6, globals(shape))
                .section(7, exports(shape))
                .raw(start(shape))
                .section(9, elements(shape))
                .section(12, new Binary().u32(1 + Shape.SEGMENTS))
                .section(10, code)
                .section(11, data(random))
                .toBytes();
    }

    private static Binary types(Shape shape) {
        Binary all = new Binary();
        int count = 0;
        for (Shape.Signature type : shape.types()) {
            all.bytes(0x60).u32(type.parameters().size());
            type.parameters().forEach(each -> all.bytes(each.code));
            all.u32(type.results().size());
            type.results().forEach(each -> all.bytes(each.code));
            count++;
        }
        return new Binary().u32(count).raw(all.toBytes());
    }

    private static Binary imports(Shape shape) {
        Binary section = new Binary().u32(shape.imports());
        Shape.HOSTCALLS.forEach(
                (name, type) -> section.name("host").name(name).bytes(0).u32(shape.type(type)));
        return section;
    }

    private static Binary functions(Shape shape) {
        Binary section = new Binary().u32(shape.functions.size() - shape.imports());
        shape.functions.stream().skip(shape.imports()).forEach(type -> section.u32(shape.type(type)));
        return section;
    }

    private static Binary tables() {
        return new Binary()
                .u32(2)
                .bytes(Type.FUNCREF.code, 1)
                .u32(Shape.TABLE_SIZE)
                .u32(Shape.TABLE_SIZE + 4)
                .bytes(Type.EXTERNREF.code, 0)
                .u32(Shape.TABLE_SIZE);
    }

    private static Binary globals(Shape shape) {
        Binary section = new Binary().u32(shape.globals.size());
        for (Shape.Global global : shape.globals) {
            section.bytes(global.type().code, global.isMutable() ? 1 : 0);
            FunctionGenerator.constant(section, global.type(), global.bits());
            section.bytes(0x0b);
        }
        return section;
    }

    private static Binary exports(Shape shape) {
        Binary all = new Binary();
        int count = 0;
        for (int i = shape.imports(); i < shape.functions.size(); i++, count++) {
            all.name("f" + i).bytes(0).u32(i);
        }
        for (int i = 0; i < shape.globals.size(); i++, count++) {
            all.name("g" + i).bytes(3).u32(i);
        }
        all.name("memory").bytes(2).u32(0);
        count++;
        if (shape.exportsTables) {
            all.name("functions").bytes(1).u32(0).name("externals").bytes(1).u32(1);
            count += 2;
        }
        return new Binary().u32(count).raw(all.toBytes());
    }

    private static byte[] start(Shape shape) {
        return shape.hasStart
                ? new Binary()
                        .section(8, new Binary().u32(shape.functions.size() - 1))
                        .toBytes()
                : new byte[0];
    }

    /** One active segment, and passive ones. */
    private static Binary elements(Shape shape) {
        Binary section = new Binary().u32(1 + Shape.SEGMENTS);
        section.u32(4).bytes(0x41).signed(0).bytes(0x0b);
        references(section, shape, 0);
        for (int i = 0; i < Shape.SEGMENTS; i++) {
            section.u32(5).bytes(Type.FUNCREF.code);
            references(section, shape, i + 1);
        }
        return section;
    }

    private static void references(Binary section, Shape shape, int rotation) {
        section.u32(Shape.TABLE_SIZE);
        for (int i = 0; i < Shape.TABLE_SIZE; i++) {
            int function = shape.elements.get((i + rotation) % Shape.TABLE_SIZE);
            if (function < 0) {
                section.bytes(0xd0, Type.FUNCREF.code);
            } else {
                section.bytes(0xd2).u32(function);
            }
            section.bytes(0x0b);
        }
    }

    private static Binary data(Random random) {
        Binary section = new Binary().u32(1 + Shape.SEGMENTS);
        section.u32(0).bytes(0x41).signed(random.nextInt(60_000)).bytes(0x0b).sized(noise(random, 2000));
        for (int i = 0; i < Shape.SEGMENTS; i++) {
            section.u32(1).sized(noise(random, Shape.SEGMENT_SIZE));
        }
        return section;
    }

    private static Binary noise(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return new Binary().raw(bytes);
    }

    private static Binary code(Random random, Shape shape) {
        Binary section = new Binary().u32(shape.functions.size() - shape.imports());
        for (int i = shape.imports(); i < shape.functions.size(); i++) {
            section.sized(new FunctionGenerator(random, shape, i).generate());
        }
        return section;
    }
}
