package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.GuestTerminatedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class GuestsTest {
    @Autowired
    private Guests guests;

    @Autowired
    private MeterRegistry meters;

    private double runs(String outcome) {
        return meters.timer("guests.runs", "outcome", outcome).count();
    }

    @Test
    void guestsRunAtOnceAndThoseBeyondThePoolAreRefused() {
        double refused = meters.counter("guests.refused").count();
        double returned = runs("returned");
        List<CompletableFuture<Integer>> totals =
                IntStream.range(0, 9).mapToObj(i -> guests.run("total")).toList();
        assertThat(totals.subList(0, 8)).allSatisfy(total -> assertThat(total.join()).isEqualTo(449));
        assertThatThrownBy(totals.get(8)::join).hasMessageContaining("all guests are busy");
        assertThat(meters.counter("guests.refused").count()).isEqualTo(refused + 1);
        assertThat(runs("returned")).isEqualTo(returned + 8);
        assertThat(meters.get("guests.idle").gauge().value()).isEqualTo(8);
    }

    @Test
    void anEndlessGuestEndsAndItsPlaceInThePoolIsUsedAgain() {
        double failed = runs("failed");
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(guests.run("endless")::join).hasCauseInstanceOf(GuestTerminatedException.class);
        }
        assertThat(runs("failed")).isEqualTo(failed + 20);
        assertThat(guests.run("total").join()).isEqualTo(449);
    }
}
