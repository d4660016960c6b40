package com.example;

import dev.hostcall.Hostcall;

public interface Outer {
    @Hostcall
    int size();

    final class Maths {
        private Maths() {}

        @Hostcall
        static double sin(double x) {
            return Math.sin(x);
        }
    }

    final class Log {
        @Hostcall
        void log(String text) {}
    }
}
