package dev.hostcall.integration.calls;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects of every kind in every condition: whole, suspended, ended, closed, of a region that is closed, of strangers. */
final class World implements AutoCloseable {
    private static final Path OBJECT =
            WasmCompiler.compile(WatGuest.wasm("""
            (module
              (import "env" "yield" (func $yield (param i32) (result i32)))
              (memory (export "memory") 1 4)
              (global (export "constant") i32 (i32.const 3))
              (global (export "variable") (mut i64) (i64.const 4))
              (global (export "reference") (mut funcref) (ref.func $add))
              (table (export "functions") 2 4 funcref)
              (table (export "objects") 2 4 externref)
              (elem (i32.const 0) $add)
              (func (export "yield") (result i32) (call $yield (i32.const 1)))
              (func $add (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
              (func (export "spin") (loop $again (br $again)))
              (func (export "take") (param funcref externref))
              (func (export "nothing")))
            """), CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT));

    private static GuestModule module = GuestModule.load(OBJECT, "callable");

    private final Map<String, Object> specimens = new LinkedHashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();

    World() {
        Region region = region("region");
        Region gone = region("region, closed");
        specimens.put("module", module);
        specimens.put("export", module.exports().get(0));
        specimens.put("import", module.imports().get(0));
        fill("", region);
        fill(" of a stranger", region("region of a stranger"));
        fill(" closed", region).close();
        fill(" of a closed region", gone).close();
        gone.close();
        specimens.put("table of the embedder's", GuestTable.of(ValueType.EXTERNREF, 1, 10));
        specimens.put("table of functions", GuestTable.of(ValueType.FUNCREF, 1, 10));
        specimens.put("global", GuestGlobal.of(ValueType.I32, GuestGlobal.Mutability.VARIABLE, 4));
        specimens.put("limits", Limits.compact());
        specimens.put("imports", HostImports.in("env"));
        specimens.put("signature", Signature.parse("iI:f"));
        specimens.put("declaration", HostcallDeclaration.of("env", "f", "i:", HostcallDeclaration.Kind.PLAIN));
        specimens.put("returned", new RunResult.Returned(List.of(1)));
        specimens.put("poll", Poll.ready(1));
        specimens.put("pending", Poll.pending());
        specimens.put("options", CompilerOptions.defaults());
    }

    /** For those after a call that has closed the module. */
    static void renewModule() {
        module = GuestModule.load(OBJECT, "callable");
    }

    private Region region(String name) {
        Region region = Region.create(8, Limits.compact());
        regions.add(region);
        specimens.put(name, region);
        return region;
    }

    private Instance fill(String suffix, Region region) {
        List<Frame> frames = new ArrayList<>();
        Hostcalls hostcalls =
                new Hostcalls(HostcallDeclaration.of("env", "yield", "i:i", HostcallDeclaration.Kind.SUSPENDING)) {
                    @Override
                    public void call(int index, Frame frame) {
                        frames.add(frame);
                        frame.vmctx().yieldNow();
                    }
                };
        specimens.put("hostcalls" + suffix, hostcalls);
        Instance instance = instance("instance" + suffix, region, hostcalls);
        Object reference = Objects.requireNonNull(
                instance.global("reference").orElseThrow().get());
        specimens.put("function reference" + suffix, reference);
        specimens.put("memory" + suffix, instance.memory());
        specimens.put("slice" + suffix, instance.memory().slice(100, 16));
        specimens.put("exports" + suffix, instance.exportsAs("env"));
        specimens.put("function" + suffix, instance.function("add"));
        specimens.put("switch" + suffix, instance.killSwitch());
        for (String table : List.of("functions", "objects")) {
            specimens.put(table + suffix, instance.table(table).orElseThrow());
        }
        for (String global : List.of("constant", "variable", "reference")) {
            specimens.put(global + suffix, instance.global(global).orElseThrow());
        }
        specimens.put("run, not polled" + suffix, instance.runAsync("nothing"));
        RunAsync done = instance.runAsync("nothing");
        done.join();
        specimens.put("run, done" + suffix, done);
        if (suffix.isEmpty()) {
            Instance yielded = instance("instance, yielded", region, hostcalls);
            specimens.put("yielded", yielded.run("yield"));
            Instance spinning = instance("instance, out of its bound", region, hostcalls);
            RunAsync run = spinning.runAsync("spin").boundInstCount(10).totalBound(100_000);
            run.poll(() -> {});
            specimens.put("run, out of its bound", run);
        } else {
            instance.run("yield");
        }
        for (Frame frame : frames) {
            specimens.put("frame" + suffix, frame);
            Vmctx vmctx = frame.vmctx();
            specimens.put("vmctx" + suffix, vmctx);
        }
        return instance;
    }

    private Instance instance(String name, Region region, Hostcalls hostcalls) {
        Instance instance = region.newInstance(module, hostcalls);
        instances.add(instance);
        specimens.put(name, instance);
        return instance;
    }

    /** All of a type, by what they are. */
    Map<String, Object> of(Class<?> type) {
        Map<String, Object> found = new LinkedHashMap<>();
        specimens.forEach((name, specimen) -> {
            if (type.isInstance(specimen)) {
                found.put(name, specimen);
            }
        });
        return found;
    }

    @Nullable
    Object get(String name) {
        return specimens.get(name);
    }

    /** Closes with the others what a call has made. */
    void adopt(AutoCloseable made) {
        if (made instanceof Instance instance) {
            instances.add(instance);
        } else if (made instanceof Region region) {
            regions.add(region);
        }
    }

    /** Everything can be closed, whatever was called. */
    @Override
    public void close() {
        instances.forEach(Instance::close);
        regions.forEach(Region::close);
    }
}
