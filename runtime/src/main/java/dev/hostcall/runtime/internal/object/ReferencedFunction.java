package dev.hostcall.runtime.internal.object;

import com.sun.jna.Pointer;
import dev.hostcall.abi.GuestLayout.Function;
import dev.hostcall.abi.GuestLayout.FunctionInfo;
import dev.hostcall.runtime.internal.engine.Utf8;

/**
 * What a reference to a function refers to: {@code struct guest_function} and its info.
 *
 * @param address the reference itself
 * @param instance the base of linear memory of the instance it belongs to
 * @param entry the address to enter, with the control block's callee set to {@code address}
 * @param signature the letters of its type
 */
public record ReferencedFunction(long address, long instance, long entry, String signature) {

    /** Reads what a reference of a guest's refers to; the reference must be one. */
    public static ReferencedFunction at(long address) {
        Pointer function = new Pointer(address);
        Pointer info = function.getPointer(Function.INFO);
        if (info == null) { // its instance is being reset
            throw new IllegalStateException("a reference to a function of an instance that is being reset was used");
        }
        return new ReferencedFunction(
                address,
                function.getLong(Function.INSTANCE),
                Pointer.nativeValue(info.getPointer(FunctionInfo.ENTRY)),
                Utf8.read(info.getPointer(FunctionInfo.SIGNATURE)));
    }
}
