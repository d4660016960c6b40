package dev.hostcall.integration.programs;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostFunction;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.wasi.AbortException;
import dev.hostcall.wasi.AssemblyScriptEnv;
import dev.hostcall.wasi.EmscriptenEnv;
import dev.hostcall.wasi.Wasi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This engine. */
final class HostcallMachine implements Machine {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Path folder;
    private final GuestModule module;
    private final Region region;
    private final Wasi wasi;
    private final Instance instance;

    HostcallMachine(Program program, Path scratch) throws IOException {
        folder = Files.createDirectories(scratch.resolve("hostcall"));
        module = program.compiled();
        region = Region.create(1, Limits.defaults().withStackSize(8 << 20));
        wasi = Wasi.builder()
                .arguments(program.arguments())
                .preopen(folder, "/")
                .stdout(output)
                .stderr(System.err)
                .build();
        instance = region.newInstance(module, imports(program).toArray(ImportSource[]::new));
        EmscriptenEnv.initialize(instance); // of others, it calls _initialize only
    }

    private List<ImportSource> imports(Program program) {
        HostFunction.Family answering =
                (name, signature) -> Optional.ofNullable(program.answers().get(name))
                        .map(answer -> (vmctx, arguments) ->
                                Collections.nCopies(signature.results().size(), answer));
        String[] own = program.answers().keySet().toArray(String[]::new);
        return List.of(
                wasi.imports(),
                EmscriptenEnv.of(module).without(own).imports(),
                AssemblyScriptEnv.create().imports(),
                EmscriptenEnv.of(module).withNames("a", program.meanings()).imports(),
                HostImports.in("env").functions(answering),
                HostImports.in("wbg").functions(answering),
                HostImports.in(WholeNames.FROM).functions(answering));
    }

    /** What its exports take and return. */
    GuestModule module() {
        return module;
    }

    @Override
    public @Nullable Object call(String function, Object... arguments) {
        List<@Nullable Object> values =
                instance.runAsync(function, arguments).join().returned().values();
        return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public String failure(String function, Object... arguments) {
        try {
            call(function, arguments);
            return "none";
        } catch (GuestTrapException e) {
            return "trap";
        } catch (GuestTerminatedException e) {
            return e.getCause() instanceof AbortException abort ? String.valueOf(abort.getMessage()) : e.toString();
        }
    }

    @Override
    public int run() {
        return Wasi.run(instance);
    }

    @Override
    public byte[] read(int address, int length) {
        return instance.memory().readBytes(Integer.toUnsignedLong(address), length);
    }

    @Override
    public void write(int address, byte[] bytes) {
        instance.memory().writeBytes(Integer.toUnsignedLong(address), bytes);
    }

    @Override
    public long memory() {
        return instance.memory().size();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public byte[] output() {
        return output.toByteArray();
    }

    @Override
    public void close() {
        instance.close();
        wasi.close();
        region.close();
        module.close();
    }
}
