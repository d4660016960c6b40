package com.acme;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.Map;

// On the page
@HostcallModule("directory")
public final class Directory {
    private final Map<String, String> titles;

    public Directory(Map<String, String> titles) {
        this.titles = titles;
    }

    @Hostcall
    String title(String name) {
        return titles.getOrDefault(name, "");
    }
}
// To here
