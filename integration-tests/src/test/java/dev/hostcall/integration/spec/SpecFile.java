package dev.hostcall.integration.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TrapCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file of the suite: its commands carried out in order, and a tally of its assertions. */
final class SpecFile {
    private static final String SHARED_MEMORY = "the memory of another instance";

    /** A module's instance, or why there is none: what would be asked of it is skipped for that reason. */
    private record Subject(Optional<Instance> instance, String reason) {
        static Subject of(Instance instance) {
            return new Subject(Optional.of(instance), "");
        }

        static Subject missing(String reason) {
            return new Subject(Optional.empty(), reason);
        }
    }

    private final SpecSuite suite;
    private final SpecArchive archive;
    private final String name;
    private final CompilerOptions options;
    private final Region region;
    private final HostImports spectest = SpecTestHost.things();
    private final Map<String, Subject> named = new LinkedHashMap<>();
    private final Map<String, Subject> registered = new LinkedHashMap<>();
    private final Map<String, byte[]> definitions = new LinkedHashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final SpecTally tally;
    private Subject current = Subject.missing("follows no module");

    SpecFile(SpecSuite suite, String name, CompilerOptions options, Region region) {
        this.suite = suite;
        this.archive = suite.archive();
        this.name = name;
        this.options = options;
        this.region = region;
        this.tally = new SpecTally(name);
    }

    /** Carries all commands out. */
    SpecTally run() {
        JsonArray commands = archive.commands(name);
        try {
            for (JsonElement command : commands) {
                run(command.getAsJsonObject());
            }
        } finally {
            instances.forEach(Instance::close);
        }
        return tally;
    }

    private void run(JsonObject command) {
        String type = command.get("type").getAsString();
        switch (type) {
            case "module" -> module(command, bytes(command));
            case "module_definition" -> define(command);
            case "module_instance" ->
                module(
                        command,
                        Objects.requireNonNull(definitions.get(command.get("of").getAsString())));
            case "register" -> register(command);
            case "action" -> quietly(command);
            case "assert_return" -> assertReturn(command);
            case "assert_trap", "assert_exhaustion", "assert_exception" -> assertTrap(command);
            case "assert_invalid", "assert_malformed" -> assertRefused(command);
            case "assert_unlinkable" -> assertUnlinkable(command);
            case "assert_uninstantiable" -> assertUninstantiable(command);
            default -> throw new IllegalArgumentException("unknown command " + type);
        }
    }

    private void module(JsonObject command, byte[] wasm) {
        Subject made = make(command, wasm);
        current = made;
        text(command, "name").ifPresent(id -> named.put(id, made));
    }

    private Subject make(JsonObject command, byte[] wasm) {
        try {
            return Subject.of(instantiate(wasm));
        } catch (RuntimeException e) {
            Optional<String> reason = reason(e);
            if (suite.isOfVersion3()) {
                reason.ifPresent(why -> tally.skip(command, why));
            }
            if (reason.isEmpty()) {
                tally.fail(command, e);
            }
            return Subject.missing(reason.orElse("follows a module that could not be had"));
        }
    }

    /** A module that is compiled only, until an instance of it is asked for. */
    private void define(JsonObject command) {
        byte[] wasm = bytes(command);
        text(command, "name").ifPresent(id -> definitions.put(id, wasm));
        try {
            WasmCompiler.translate(wasm, options);
        } catch (CompilerException e) {
            skipOrFail(command, e);
        }
    }

    /** Why it is nobody's failure that a module could not be had, if so. */
    private Optional<String> reason(RuntimeException e) {
        if (e instanceof CompilerException refused) {
            return refused.reason() == CompilerException.Reason.LIMIT
                    ? Optional.of("is beyond a limit of the compiler")
                    : refused.feature().map(feature -> "uses " + feature);
        }
        if (e instanceof LinkException unlinkable
                && unlinkable.problems().toString().contains(SHARED_MEMORY)) {
            return Optional.of(SpecSuite.NEEDS_SHARED_MEMORY);
        }
        if (e instanceof Unregistered) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private byte[] bytes(JsonObject command) {
        return archive.bytes(name, command.get("filename").getAsString());
    }

    /** Says that a module imports from one that could not be had. */
    private static final class Unregistered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unregistered(String reason) {
            super(reason);
        }
    }

    private Instance instantiate(byte[] wasm) {
        if (suite.isOfVersion3()) {
            checkRegistered(ModuleImports.of(wasm));
        }
        GuestModule module = GuestModule.load(WasmCompiler.compile(wasm, options), name);
        List<ImportSource> sources = new ArrayList<>(List.of(spectest, SpecTestHostHostcalls.of(new SpecTestHost())));
        registered.forEach(
                (as, subject) -> subject.instance().ifPresent(instance -> sources.add(instance.exportsAs(as))));
        Instance instance = region.newInstance(module, sources.toArray(ImportSource[]::new));
        instances.add(instance);
        instance.start();
        return instance;
    }

    private void checkRegistered(ModuleImports imports) {
        registered.forEach((as, subject) -> {
            if (subject.instance().isEmpty() && imports.mayNameModule(as)) {
                throw new Unregistered(subject.reason());
            }
        });
    }

    private void register(JsonObject command) {
        registered.put(command.get("as").getAsString(), target(command, "name"));
    }

    private void quietly(JsonObject command) {
        target(command.getAsJsonObject("action"), "module").instance().ifPresent(instance -> {
            try {
                act(instance, command.getAsJsonObject("action"));
            } catch (RuntimeException e) {
                tally.fail(command, e);
            } finally {
                recover();
            }
        });
    }

    private void assertReturn(JsonObject command) {
        JsonObject action = command.getAsJsonObject("action");
        Subject subject = target(action, "module");
        if (subject.instance().isEmpty() || suite.reasonToSkip(name, command).isPresent()) {
            tally.skip(command, suite.reasonToSkip(name, command).orElse(subject.reason()));
            return;
        }
        try {
            List<@Nullable Object> results = act(subject.instance().get(), action);
            tally.count(command, SpecValue.match(command, results), results);
        } catch (RuntimeException e) {
            tally.fail(command, e);
        } finally {
            recover();
        }
    }

    private void assertTrap(JsonObject command) {
        JsonObject action = command.getAsJsonObject("action");
        Subject subject = target(action, "module");
        if (subject.instance().isEmpty() || suite.reasonToSkip(name, command).isPresent()) {
            tally.skip(command, suite.reasonToSkip(name, command).orElse(subject.reason()));
            return;
        }
        try {
            tally.count(command, false, act(subject.instance().get(), action));
        } catch (GuestTrapException e) {
            tally.count(command, isExpected(command, e.code()), e.code());
        } catch (GuestException e) {
            tally.count(command, command.get("type").getAsString().equals("assert_exception"), e);
        } catch (RuntimeException e) {
            tally.fail(command, e);
        } finally {
            recover();
        }
    }

    private static boolean isExpected(JsonObject command, TrapCode code) {
        if (!command.has("text")) {
            return false;
        }
        String expected = text(command, "text").orElseThrow();
        return code.toString().startsWith(expected)
                || expected.startsWith(code.toString())
                || (code == TrapCode.NULL_REFERENCE && expected.equals("null function reference"));
    }

    private void assertRefused(JsonObject command) {
        if (command.get("module_type").getAsString().equals("text")) {
            tally.skip(command, "is a module in the text format");
            return;
        }
        Optional<String> reasonToSkip = suite.reasonToSkip(name, command);
        try {
            WasmCompiler.translate(bytes(command), options);
            if (reasonToSkip.isPresent()) {
                tally.skip(command, reasonToSkip.get());
            } else {
                tally.count(command, false, "accepted");
            }
        } catch (CompilerException e) {
            if (e.feature().isPresent() && suite.isOfVersion3()) {
                tally.skip(command, reason(e).orElseThrow());
            } else {
                tally.count(command, reasonToSkip.isEmpty() && isRefusedByTheReader(e), e);
            }
        } catch (RuntimeException e) {
            tally.fail(command, e);
        }
    }

    /** Invalid at a place, or of a feature of a later version, such as several memories. */
    private static boolean isRefusedByTheReader(CompilerException e) {
        return switch (e.reason()) {
            case INVALID_MODULE -> e.offset().isPresent();
            case UNSUPPORTED -> e.feature().isPresent();
            default -> false;
        };
    }

    private void assertUnlinkable(JsonObject command) {
        try {
            instantiate(bytes(command));
            tally.count(command, false, "linked");
        } catch (LinkException e) {
            tally.count(command, true, e);
        } catch (RuntimeException e) {
            skipOrFail(command, e);
        }
    }

    private void assertUninstantiable(JsonObject command) {
        try {
            instantiate(bytes(command));
            tally.count(command, false, "instantiated");
        } catch (GuestTrapException e) {
            tally.count(command, isExpected(command, e.code()), e);
        } catch (RuntimeException e) {
            skipOrFail(command, e);
        } finally {
            recover();
        }
    }

    private void skipOrFail(JsonObject command, RuntimeException e) {
        reason(e).ifPresentOrElse(why -> tally.skip(command, why), () -> tally.fail(command, e));
    }

    private static List<@Nullable Object> act(Instance instance, JsonObject action) {
        String field = action.get("field").getAsString();
        if (action.get("type").getAsString().equals("get")) {
            GuestGlobal global = instance.global(field)
                    .orElseThrow(() -> new IllegalArgumentException("no global is exported as " + field));
            return Collections.singletonList(global.get());
        }
        JsonArray written = action.getAsJsonArray("args");
        Object[] arguments = new Object[written.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = SpecValue.argument(written.get(i));
        }
        return instance.run(field, arguments).returned().values();
    }

    /** The suite goes on with instances after traps. */
    private void recover() {
        for (Instance instance : instances) {
            if (instance.state() == InstanceState.FAULTED || instance.state() == InstanceState.TERMINATED) {
                instance.recover();
            }
        }
    }

    private Subject target(JsonObject command, String key) {
        Subject none = Subject.missing("names no module");
        return text(command, key).map(id -> named.getOrDefault(id, none)).orElse(current);
    }

    private static Optional<String> text(JsonObject command, String key) {
        return command.has(key) ? Optional.of(command.get(key).getAsString()) : Optional.empty();
    }
}
