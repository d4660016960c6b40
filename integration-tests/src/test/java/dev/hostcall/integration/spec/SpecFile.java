package dev.hostcall.integration.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file of the suite: its commands carried out in order, and a tally of its assertions. */
final class SpecFile {
    private static final String SHARED_MEMORY = "the memory of another instance";
    private static final String NEEDS_SHARED_MEMORY = "needs one memory shared by two instances";

    /** Assertions on what a module has done to memory, or to a table, after it imported the memory of another instance. */
    private static final Map<String, Set<Integer>> AFTER_SHARED_MEMORY =
            Map.of("linking", Set.of(349, 350, 406, 407, 419, 452, 453));

    private static final String VALID_BY_NOW =
            "is valid since WebAssembly 3.0: a constant of a global of the module's own";

    /** Assertions that a constant expression cannot name a global of the module's own. */
    private static final Map<String, Set<Integer>> UNTIL_VERSION_3 =
            Map.of("global", Set.of(352, 356), "elem", Set.of(152, 156), "data", Set.of(85, 89));

    private final SpecArchive archive;
    private final String name;
    private final CompilerOptions options;
    private final Region region;
    private final HostImports spectest = SpecTestHost.things();
    private final Map<String, Instance> named = new LinkedHashMap<>();
    private final Map<String, Instance> registered = new LinkedHashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final SpecTally tally;
    private Optional<Instance> current = Optional.empty(); // empty while the module could not be had

    SpecFile(SpecArchive archive, String name, CompilerOptions options, Region region) {
        this.archive = archive;
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
            case "module" -> module(command);
            case "register" -> register(command);
            case "action" -> quietly(command);
            case "assert_return" -> assertReturn(command);
            case "assert_trap", "assert_exhaustion" -> assertTrap(command);
            case "assert_invalid", "assert_malformed" -> assertRefused(command);
            case "assert_unlinkable" -> assertUnlinkable(command);
            case "assert_uninstantiable" -> assertUninstantiable(command);
            default -> throw new IllegalArgumentException("unknown command " + type);
        }
    }

    private void module(JsonObject command) {
        current = Optional.empty();
        Optional<String> id = text(command, "name");
        id.ifPresent(named::remove);
        try {
            Instance instance = instantiate(command);
            current = Optional.of(instance);
            id.ifPresent(key -> named.put(key, instance));
        } catch (LinkException e) {
            if (!e.problems().toString().contains(SHARED_MEMORY)) {
                tally.fail(command, e);
            }
        } catch (RuntimeException e) {
            tally.fail(command, e);
        }
    }

    private Instance instantiate(JsonObject command) {
        byte[] wasm = archive.bytes(name, command.get("filename").getAsString());
        GuestModule module = GuestModule.load(WasmCompiler.compile(wasm, options), name);
        List<ImportSource> sources = new ArrayList<>(List.of(spectest, SpecTestHostHostcalls.of(new SpecTestHost())));
        registered.forEach((as, instance) -> sources.add(instance.exportsAs(as)));
        Instance instance = region.newInstance(module, sources.toArray(ImportSource[]::new));
        instances.add(instance);
        instance.start();
        return instance;
    }

    private void register(JsonObject command) {
        String as = command.get("as").getAsString();
        registered.remove(as);
        target(command, "name").ifPresent(instance -> registered.put(as, instance));
    }

    private void quietly(JsonObject command) {
        target(command.getAsJsonObject("action"), "module").ifPresent(instance -> {
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
        Optional<Instance> instance = target(action, "module");
        int line = command.get("line").getAsInt();
        if (instance.isEmpty()
                || AFTER_SHARED_MEMORY.getOrDefault(name, Set.of()).contains(line)) {
            tally.skip(command, NEEDS_SHARED_MEMORY);
            return;
        }
        try {
            List<@Nullable Object> results = act(instance.get(), action);
            JsonArray expected = command.getAsJsonArray("expected");
            boolean same = results.size() == expected.size();
            for (int i = 0; same && i < expected.size(); i++) {
                same = SpecValue.matches(expected.get(i), results.get(i));
            }
            tally.count(command, same, results);
        } catch (RuntimeException e) {
            tally.fail(command, e);
        } finally {
            recover();
        }
    }

    private void assertTrap(JsonObject command) {
        JsonObject action = command.getAsJsonObject("action");
        Optional<Instance> instance = target(action, "module");
        if (instance.isEmpty()) {
            tally.skip(command, NEEDS_SHARED_MEMORY);
            return;
        }
        try {
            tally.count(command, false, act(instance.get(), action));
        } catch (GuestTrapException e) {
            tally.count(command, isExpected(command, e.code()), e.code());
        } catch (RuntimeException e) {
            tally.fail(command, e);
        } finally {
            recover();
        }
    }

    private static boolean isExpected(JsonObject command, TrapCode code) {
        String expected = command.get("text").getAsString();
        return code.toString().startsWith(expected) || expected.startsWith(code.toString());
    }

    private void assertRefused(JsonObject command) {
        if (command.get("module_type").getAsString().equals("text")) {
            tally.skip(command, "is a module in the text format");
            return;
        }
        boolean validByNow = UNTIL_VERSION_3
                .getOrDefault(name, Set.of())
                .contains(command.get("line").getAsInt());
        byte[] wasm = archive.bytes(name, command.get("filename").getAsString());
        try {
            WasmCompiler.translate(wasm, options);
            if (validByNow) {
                tally.skip(command, VALID_BY_NOW);
            } else {
                tally.count(command, false, "accepted");
            }
        } catch (CompilerException e) {
            tally.count(command, !validByNow && isRefusedByTheReader(e), e);
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
            instantiate(command);
            tally.count(command, false, "linked");
        } catch (LinkException e) {
            tally.count(command, true, e);
        } catch (RuntimeException e) {
            tally.fail(command, e);
        }
    }

    private void assertUninstantiable(JsonObject command) {
        try {
            instantiate(command);
            tally.count(command, false, "instantiated");
        } catch (GuestTrapException e) {
            tally.count(command, isExpected(command, e.code()), e);
        } catch (LinkException e) {
            if (e.problems().toString().contains(SHARED_MEMORY)) {
                tally.skip(command, NEEDS_SHARED_MEMORY);
            } else {
                tally.fail(command, e);
            }
        } catch (RuntimeException e) {
            tally.fail(command, e);
        } finally {
            recover();
        }
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

    private Optional<Instance> target(JsonObject command, String key) {
        Optional<String> id = text(command, key);
        return id.isPresent() ? Optional.ofNullable(named.get(id.get())) : current;
    }

    private static Optional<String> text(JsonObject command, String key) {
        return command.has(key) ? Optional.of(command.get(key).getAsString()) : Optional.empty();
    }
}
