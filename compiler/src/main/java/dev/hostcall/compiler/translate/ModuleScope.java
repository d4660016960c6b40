package dev.hostcall.compiler.translate;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.read.WasmModule;

/**
 * What the functions of a module are translated with.
 *
 * @param layout where the instance's own data lie
 * @param types the C types of functions
 * @param accesses loads and stores
 * @param image the bytes the object carries
 * @param chains which functions chains of tail calls may go through without end
 * @param exceptions where exceptions come from
 */
public record ModuleScope(
        WasmModule module,
        InstanceLayout layout,
        CTypes types,
        Accesses accesses,
        DataImage image,
        Chains chains,
        Exceptions exceptions) {

    /** The scope of a module. */
    public static ModuleScope of(WasmModule module, BoundsMode bounds) {
        DataImage image = new DataImage(module);
        return new ModuleScope(
                module,
                new InstanceLayout(module, image),
                new CTypes(module),
                new Accesses(module, bounds),
                image,
                new Chains(module),
                new Exceptions(module));
    }
}
