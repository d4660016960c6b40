package dev.hostcall.runtime.internal.engine;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** Text in descriptors: UTF-8 that ends with a zero byte, with U+0000 as C0 80. */
public final class Utf8 {
    private Utf8() {}

    public static String read(Pointer text) {
        byte[] bytes = text.getByteArray(0, (int) text.indexOf(0, (byte) 0));
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean zero = bytes[i] == (byte) 0xc0 && i + 1 < bytes.length && bytes[i + 1] == (byte) 0x80;
            bytes[length++] = zero ? 0 : bytes[i];
            if (zero) {
                i++;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
