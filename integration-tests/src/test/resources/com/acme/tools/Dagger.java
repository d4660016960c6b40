package shop;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.hostcall.Hostcall;
import dev.hostcall.runtime.Hostcalls;
import javax.inject.Inject;

final class Stock {
    private final String name;

    @Inject
    Stock(String name) {
        this.name = name;
    }

    @Hostcall
    String name() {
        return name;
    }

    @Module
    static final class Wiring {
        private Wiring() {}

        @Provides
        static String name() {
            return "stock";
        }

        @Provides
        static Hostcalls hostcalls(Stock stock) {
            return StockHostcalls.of(stock);
        }
    }

    @Component(modules = Wiring.class)
    interface Shop {
        Hostcalls hostcalls();
    }
}
