package shop;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;

@HostcallModule("prices")
final class Prices {
    @Hostcall
    int ask(int item) {
        return 100 * item;
    }
}
