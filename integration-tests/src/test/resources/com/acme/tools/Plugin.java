package shop;

import dev.hostcall.GuestExport;
import dev.hostcall.GuestInterface;
import dev.hostcall.runtime.GuestRun;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@GuestInterface
public interface Plugin {
    List<Shop.Item> find(String query) throws Shop.Refused;

    @GuestExport("put")
    CompletableFuture<Integer> put(byte[] document);

    GuestRun<Integer> compact(int level);
}
