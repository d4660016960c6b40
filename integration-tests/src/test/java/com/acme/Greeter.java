package com.acme;

import dev.hostcall.GuestInterface;

// On the page
@GuestInterface
public interface Greeter {
    String greet(String name);

    int count();

    void fail();
}
// To here
