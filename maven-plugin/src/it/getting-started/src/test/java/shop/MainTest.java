package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MainTest {
    @Test
    void oneOfEverythingCostsTheSumOfAllPrices() {
        assertEquals(449, Main.total());
    }
}
