package shop;

import dev.hostcall.Hostcall;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.Value;

@RequiredArgsConstructor
final class Stock {
    private final Map<String, Integer> counts;

    record Entry(String name, int count) {}

    @Value
    static class Answer {
        int count;
    }

    @Hostcall
    Entry entry(String name) {
        return new Entry(name, new Answer(counts.getOrDefault(name, 0)).getCount());
    }

    static Stock of(Map<String, Integer> counts) {
        return new Stock(counts);
    }
}
