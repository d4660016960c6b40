package shop

import dev.hostcall.GuestInterface
import dev.hostcall.Hostcall
import dev.hostcall.HostcallModule
import dev.hostcall.runtime.Hostcalls
import dev.hostcall.runtime.Instance
import java.util.concurrent.CompletableFuture

// On the page
@HostcallModule("stock")
class Stock(private val counts: Map<String, Int>) {
    @Hostcall
    fun names(): List<String> = counts.keys.sorted()

    @Hostcall
    fun count(name: String): CompletableFuture<Int> = CompletableFuture.completedFuture(counts[name] ?: 0)
}

@GuestInterface
interface Report {
    fun write(title: String): String
}

fun hostcalls(counts: Map<String, Int>): Hostcalls = StockHostcalls.of(Stock(counts))

fun report(instance: Instance): Report = ReportGuest.of(instance)
// To here
