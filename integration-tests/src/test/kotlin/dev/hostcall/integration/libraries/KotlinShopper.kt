package dev.hostcall.integration.libraries

import dev.hostcall.runtime.GuestModule
import dev.hostcall.runtime.Hostcalls
import dev.hostcall.runtime.Region
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.withContext

/** Guests as suspending functions: each call is a run in an instance of its own. */
internal class KotlinShopper(private val region: Region, private val loop: CoroutineDispatcher) {
    private val module: GuestModule = Shopper.MODULE

    // On the page
    fun shop(scope: CoroutineScope, prices: suspend (Long) -> Long): Hostcalls =
        KotlinShop.of { item -> scope.future { prices(item) } }
    // To here

    // On the page
    suspend fun run(shop: Hostcalls, function: String, count: Long): Long {
        val instance = region.newInstance(module, shop)
        try {
            val done = instance.runAsync(function, count).boundInstCount(100_000).start(loop.asExecutor())
            return done.await().returned().i64()
        } finally {
            withContext(NonCancellable + loop) { instance.close() } // after a poll that is under way
        }
    }
    // To here
}
