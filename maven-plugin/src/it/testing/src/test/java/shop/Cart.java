package shop;

import dev.hostcall.GuestInterface;

@GuestInterface
interface Cart {
    int total(int count);
}
