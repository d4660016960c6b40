package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.emit.Translation.Effort;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.translate.FunctionTranslator;
import dev.hostcall.compiler.translate.ModuleScope;
import dev.hostcall.compiler.translate.Slots;
import dev.hostcall.compiler.translate.Template;
import dev.hostcall.compiler.translate.TranslatedFunction;
import java.util.List;
import java.util.Optional;

/** A function of the module as one or more functions in C. */
final class FunctionWriter {
    /** Characters of C that the copies of a function inlined into itself may have, and how deep they may be. */
    private static final int COPIES_SIZE = 12_000;

    private static final int MOST_COPIES = 8;

    /** Nested ifs beyond which a function is compiled with the least effort. */
    private static final int DEEPEST_IFS = 500;

    /** The same for whatever is nested, blocks and loops included. */
    private static final int DEEPEST = 2_000;

    /**
     * Conditions beyond which a function is compiled with less effort, from one step to the next; see
     * docs/decisions/0031-many-conditions.md.
     */
    private static final int MANY_CONDITIONS = 400;

    private static final int VERY_MANY_CONDITIONS = 4_000;
    private static final int MOST_CONDITIONS = 8_000;

    private static final String OUTLINE = "__attribute__((noinline, noclone)) ";

    /** A function that is entered in one way. */
    private static final Template PLAIN = Template.of("""
            ${outline}LINKAGE ${prototype} {
                ${variables}
                ${check}
                ${charge}
            ${statements}
            }
            """);

    /**
     * A function with a large frame, checked before it is entered; the check of {@code fn_3} must not move into
     * {@code body_3}.
     */
    private static final Template ENTRANCE = Template.of("""
            ${outline}LINKAGE ${prototype} {
                ${before}
                return ${body};
            }
            """);

    /**
     * One of the copies that are inlined into a function that calls itself; {@code SELF} is the next one, whose entry is paid for
     * where it is called. The budget is tested once for all of them.
     */
    private static final Template COPY = Template.of("""
            #define SELF ${self}
            #define CHARGE_ENTRY ${entry}
            GUEST_INLINE ${prototype} {
                ${variables}
            ${statements}
            }
            #undef CHARGE_ENTRY
            #undef SELF
            """);

    /** A function that calls itself, after its copies: the stack is checked once for all of them. */
    private static final Template RECURSIVE = Template.of("""
            #define SELF ${self}
            #define CHARGE_ENTRY ${entry}
            ${outline}LINKAGE ${prototype} {
                ${variables}
                WASM_CHECK_STACK(${charge});
                ${test}
            ${statements}
            }
            #undef CHARGE_ENTRY
            #undef SELF
            """);

    /** How a function is called that may end in calls of others: {@code tail_3} and what follows it. */
    private static final Template CHAIN = Template.of("""
            ${outline}LINKAGE ${prototype} {
                ${stores}
                wasm_follow(g, tail_${index});
                ${return}
            }
            """);

    private static final Template LINK = Template.of("struct wasm_next ${name}(struct guest *g)");

    private static final Template DECLARATION = Template.of("LINKAGE ${prototype};\n");

    /**
     * A function in C.
     *
     * @param size in instructions
     * @param prototypes for all units
     * @param names its C functions, for backtraces
     * @param hidden C functions beside them, which backtraces leave out
     */
    record Written(int size, Effort effort, String prototypes, String text, List<String> names, List<String> hidden) {}

    private final ModuleScope module;
    private final CompilerOptions options;
    private final Prototypes prototypes;

    FunctionWriter(ModuleScope module, CompilerOptions options) {
        this.module = module;
        this.options = options;
        this.prototypes = new Prototypes(module.types());
    }

    /** Writes a function; {@code frame} is what its frame takes, if that is too much to check for it afterwards. */
    Written write(WasmModule.Function function, Optional<Integer> frame) {
        if (module.chains().isChained(function.index())) {
            return writeChained(function, frame);
        }
        if (frame.isPresent()) {
            return writeLarge(function, frame.get());
        }
        TranslatedFunction translated = FunctionTranslator.translate(module, function);
        return translated.callsToItself() > 0 ? writeRecursive(function, translated) : writePlain(function, translated);
    }

    private Written writePlain(WasmModule.Function function, TranslatedFunction translated) {
        String name = "fn_" + function.index();
        String prototype = prototypes.of(function.signature(), name);
        String text = whole(translated.traps() ? OUTLINE : "", prototype, translated);
        return new Written(
                size(function),
                effort(translated),
                DECLARATION.fill("prototype", prototype),
                text,
                List.of(name),
                List.of());
    }

    private Written writeLarge(WasmModule.Function function, int frame) {
        TranslatedFunction translated = FunctionTranslator.translatePlainly(module, function);
        String name = "fn_" + function.index();
        String body = "body_" + function.index();
        String text = whole(OUTLINE, prototypes.of(function.signature(), body), translated)
                + entrance(function, "WASM_CHECK_FRAME(" + frame + ");\n");
        return new Written(
                size(function), effort(translated), twoDeclarations(function), text, List.of(body), List.of(name));
    }

    private static String whole(String outline, String prototype, TranslatedFunction translated) {
        return PLAIN.fill(
                "outline",
                outline,
                "prototype",
                prototype,
                "variables",
                translated.variables(),
                "check",
                translated.callsGuest() ? "WASM_CHECK_STACK(0);\n" : "",
                "charge",
                charge(translated),
                "statements",
                translated.statements());
    }

    private static String charge(TranslatedFunction translated) {
        return translated.entryCharge() > 0 ? "CHARGE_TEST(" + translated.entryCharge() + ");\n" : "";
    }

    // A function that ends in calls of others leaves what is to be called next to a loop:
    //
    //   tail_3    takes its arguments from the slots; with a large frame it only checks for that, and calls body_3
    //   fn_3      puts arguments into the slots, calls tail_3 and what that leaves, and takes the results from the
    // slots
    private Written writeChained(WasmModule.Function function, Optional<Integer> frame) {
        TranslatedFunction translated = FunctionTranslator.translatePlainly(module, function);
        String name = "fn_" + function.index();
        String tail = "tail_" + function.index();
        String body = frame.isPresent() ? "body_" + function.index() : tail;
        String prototype = prototypes.of(function.signature(), name);
        String text = whole(OUTLINE, LINK.fill("name", body), translated);
        if (frame.isPresent()) {
            text += ENTRANCE.fill(
                    "outline",
                    OUTLINE,
                    "prototype",
                    LINK.fill("name", tail),
                    "before",
                    "WASM_CHECK_FRAME(" + frame.get() + ");\n",
                    "body",
                    body + "(g)");
        }
        text += CHAIN.fill(
                "outline",
                OUTLINE,
                "prototype",
                prototype,
                "stores",
                Slots.storeParameters(function.signature()),
                "index",
                function.index(),
                "return",
                Slots.returnResults(function.signature(), module.types()));
        return new Written(
                size(function),
                effort(translated),
                DECLARATION.fill("prototype", LINK.fill("name", tail)) + DECLARATION.fill("prototype", prototype),
                text,
                List.of(body),
                frame.isPresent() ? List.of(tail, name) : List.of(name));
    }

    // A function that calls itself is entered in two ways, paid for by itself and not. Copies of a small one are
    // inlined into it:
    //
    //   fn_3_1    calls body_3
    //   body_3    calls fn_3_1, which is inlined
    //   fn_3      pays, and calls body_3
    private Written writeRecursive(WasmModule.Function function, TranslatedFunction translated) {
        String name = "fn_" + function.index();
        String body = "body_" + function.index();
        StringBuilder text = new StringBuilder();
        String self = body;
        int copies = copies(translated);
        for (int copy = copies; copy > 0; copy--) {
            String inner = name + "_" + copy;
            text.append(COPY.fill(
                    "self",
                    self,
                    "entry",
                    translated.chargeMacro(),
                    "prototype",
                    prototypes.of(function.signature(), inner),
                    "variables",
                    translated.variables(),
                    "statements",
                    translated.statements()));
            self = inner;
        }
        text.append(RECURSIVE.fill(
                "self",
                self,
                "outline",
                OUTLINE,
                "prototype",
                prototypes.of(function.signature(), body),
                "variables",
                translated.variables(),
                "entry",
                copies > 0 ? translated.chargeMacro() : "CHARGE_TEST",
                "charge",
                translated.entryCharge(),
                "test",
                copies > 0 ? "CHARGE_TEST(0);\n" : "",
                "statements",
                translated.statements()));
        text.append(entrance(function, charge(translated)));
        return new Written(
                size(function),
                effort(translated),
                twoDeclarations(function),
                text.toString(),
                List.of(name, body),
                List.of());
    }

    /** How deep a function is inlined into itself: as deep as the copies, which multiply at every level, stay small. */
    private int copies(TranslatedFunction translated) {
        if (options.optimization() < 2) {
            return 0;
        }
        int size = translated.statements().length();
        int depth = 0;
        for (long level = size, all = size; depth < MOST_COPIES; depth++) {
            level *= translated.callsToItself();
            all += level;
            if (all > COPIES_SIZE) {
                break;
            }
        }
        return depth;
    }

    private String entrance(WasmModule.Function function, String before) {
        Signature signature = function.signature();
        return ENTRANCE.fill(
                "outline",
                OUTLINE,
                "prototype",
                prototypes.of(signature, "fn_" + function.index()),
                "before",
                before,
                "body",
                Prototypes.call(signature, "body_" + function.index()));
    }

    private String twoDeclarations(WasmModule.Function function) {
        Signature signature = function.signature();
        return DECLARATION.fill("prototype", prototypes.of(signature, "body_" + function.index()))
                + DECLARATION.fill("prototype", prototypes.of(signature, "fn_" + function.index()));
    }

    private Effort effort(TranslatedFunction translated) {
        if (options.optimization() == 0) {
            return Effort.FULL;
        }
        int conditions = translated.conditions();
        if (translated.deepestIfs() > DEEPEST_IFS || translated.deepest() > DEEPEST || conditions > MOST_CONDITIONS) {
            return Effort.LEAST;
        }
        if (conditions > VERY_MANY_CONDITIONS) {
            return Effort.LITTLE;
        }
        return conditions > MANY_CONDITIONS ? Effort.WITHOUT_SLOW_PASSES : Effort.FULL;
    }

    private static int size(WasmModule.Function function) {
        return function.body().orElseThrow().size();
    }
}
