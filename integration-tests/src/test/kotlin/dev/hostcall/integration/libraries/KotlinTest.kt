package dev.hostcall.integration.libraries

import dev.hostcall.runtime.GuestTerminatedException
import dev.hostcall.runtime.GuestTrapException
import java.util.Queue
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Guests between coroutines. */
@Timeout(200)
internal class KotlinTest {
    private val region = Shopper.region(1001)
    private val loop = Executors.newSingleThreadExecutor { Thread(it, "guests") }.asCoroutineDispatcher()
    private val shopper = KotlinShopper(region, loop)
    private val scope = CoroutineScope(Dispatchers.Default)

    @AfterEach
    fun everyInstanceWasClosed() {
        assertThat(region.used()).isZero()
        loop.close()
        region.close()
    }

    private suspend fun run(function: String, count: Long, prices: suspend (Long) -> Long) =
        shopper.run(shopper.shop(scope, prices), function, count)

    /** A price that never comes, and tells when it is asked for and when it is cancelled. */
    private class Never {
        val asked = CompletableDeferred<Unit>()
        val cancelled = CompletableDeferred<Unit>()

        suspend fun price(): Long {
            asked.complete(Unit)
            try {
                awaitCancellation()
            } finally {
                cancelled.complete(Unit)
            }
        }
    }

    @Test
    fun aGuestIsASuspendingFunction() = runBlocking<Unit> {
        assertThat(run("total", 10) { it }).isEqualTo(45)
        assertThat(run("total", 10) { delay(1); it }).isEqualTo(45)
    }

    @Test
    fun aFailureOfASourceIsTheCause() {
        assertThatExceptionOfType(GuestTerminatedException::class.java)
            .isThrownBy { runBlocking { run("total", 1) { throw IllegalStateException("the shop is closed") } } }
            .withStackTraceContaining("Caused by: java.lang.IllegalStateException: the shop is closed")
    }

    @Test
    fun aTrapIsThrown() {
        assertThatExceptionOfType(GuestTrapException::class.java)
            .isThrownBy { runBlocking { run("fault", 1) { it } } }
    }

    @Test
    fun cancellingTheCoroutineEndsTheGuestAndCancelsWhatItWaitsFor() = runBlocking<Unit> {
        val never = Never()
        val job = launch(Dispatchers.Default) { run("total", 1) { never.price() } }
        never.asked.await()
        job.cancelAndJoin()
        never.cancelled.await()
        assertThat(region.used()).isZero()
    }

    @Test
    fun aTimeoutEndsTheGuestAndCancelsWhatItWaitsFor() = runBlocking<Unit> {
        val never = Never()
        var limit = 5L
        while (!never.asked.isCompleted) { // until it was long enough to ask for a price
            val thrown = runCatching { withTimeout(limit) { run("total", 1) { never.price() } } }.exceptionOrNull()
            assertThat(thrown).isInstanceOf(TimeoutCancellationException::class.java)
            limit *= 2
        }
        never.cancelled.await()
    }

    @Test
    fun aGuestThatIsKilledCancelsWhatItWaitsFor() = runBlocking<Unit> {
        val never = Never()
        region.newInstance(Shopper.MODULE, shopper.shop(scope) { never.price() }).use { instance ->
            val done = instance.runAsync("total", 1L).start(loop.executor)
            never.asked.await()
            instance.killSwitch().kill()
            never.cancelled.await()
            assertThat(done.handle { _, failure -> failure }.get()).isInstanceOf(GuestTerminatedException::class.java)
        }
    }

    @Test
    fun aFailureOfOneGuestEndsItsSiblings() = runBlocking<Unit> {
        val never = Never()
        val thrown = runCatching {
            withContext(Dispatchers.Default) {
                launch { run("total", 1) { never.price() } }
                never.asked.await()
                async { run("fault", 0) { it } }.await()
            }
        }.exceptionOrNull()
        assertThat(thrown).isInstanceOf(GuestTrapException::class.java)
        never.cancelled.await()
        assertThat(region.used()).isZero()
    }

    @Test
    fun guestCodeRunsOnTheDispatcherWhoeverAnswers() = runBlocking<Unit> {
        val polling: Queue<String> = ConcurrentLinkedQueue()
        val answering: Queue<String> = ConcurrentLinkedQueue()
        val shop = KotlinShop.of { item ->
            polling.add(Thread.currentThread().name)
            CompletableFuture.supplyAsync {
                answering.add(Thread.currentThread().name)
                item
            }
        }
        val caller = Thread.currentThread()
        assertThat(shopper.run(shop, "total", 100)).isEqualTo(Shopper.sumBelow(100))
        assertThat(Thread.currentThread()).isSameAs(caller)
        assertThat(polling).hasSize(100).containsOnly("guests")
        assertThat(answering).hasSize(100).doesNotContain("guests")
    }

    @Test
    fun aThousandGuestsWaitAtOnceOnOneThreadAndAgain() = runBlocking<Unit> {
        repeat(3) {
            val asked = AtomicInteger()
            val opened = CompletableDeferred<Unit>()
            val totals = (1..1000).map {
                async {
                    run("total", 2) { item ->
                        if (asked.incrementAndGet() == 1000) {
                            assertThat(region.used()).isEqualTo(1000)
                            opened.complete(Unit)
                        }
                        opened.await()
                        item
                    }
                }
            }.awaitAll()
            assertThat(totals).hasSize(1000).containsOnly(1L)
            assertThat(region.used()).isZero()
        }
    }

    @Test
    fun anEndlessGuestLeavesRoomForOthersAndIsCancelledAtAnyMoment() = runBlocking<Unit> {
        repeat(100) {
            val endless = launch(Dispatchers.Default) { run("spin", -1) { it } }
            assertThat(run("total", 10) { it }).isEqualTo(45)
            endless.cancelAndJoin() // a poll may be under way
            assertThat(region.used()).isZero()
        }
    }
}
