package com.example;

import dev.hostcall.Hostcall;

final class StrangeNames {
    @Hostcall(name = "a-b")
    void dash() {}

    @Hostcall(name = "a_b")
    void underscore() {}

    @Hostcall(module = "9", name = "lives")
    void digit() {}

    @Hostcall(module = "static", name = "cast")
    void keyword() {}

    @Hostcall(module = "my module", name = "))) ;; \" \\ */ ??/ $ (import")
    void breakOut() {}

    @Hostcall(name = "\u0001\u0007\t\n\u000b\r\u007f\u0085\u00a0")
    void control() {}

    @Hostcall(name = "größe 大小 😀 \u202e\u2028")
    void größe() {}

    @Hostcall
    void parameters(String key, int key_length, long int32_t, String size_t, int größe, int gr__e, int $, int register) {}
}
