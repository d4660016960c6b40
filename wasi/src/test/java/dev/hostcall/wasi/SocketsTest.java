package dev.hostcall.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A server in C. */
final class SocketsTest {
    private static final String FIRST = "3";

    @Test
    void aServerSendsBackWhatItReceives() throws IOException {
        try (ServerSocketChannel listener = listener();
                Region region = Region.create(1, Limits.defaults());
                Wasi wasi = Wasi.builder()
                        .arguments("programs", "serve", FIRST, "2")
                        .listener(listener)
                        .build();
                Instance server = region.newInstance(Programs.c(), wasi.imports())) {
            RunAsync run = server.runAsync("_start");
            CompletableFuture<Integer> code = Wasi.start(run, Runnable::run);
            assertThat(run.state()).isEqualTo(RunAsync.State.BLOCKED);
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            assertThat(exchange(address, "first")).isEqualTo("first");
            assertThat(exchange(address, "x".repeat(1_000_000))).hasSize(1_000_000);
            assertThat(code.join()).isZero();
        }
    }

    @Test
    void aServerEndsIfItsListenerIsClosed() throws IOException {
        ServerSocketChannel listener = listener();
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = Wasi.builder()
                        .arguments("programs", "serve", FIRST, "1")
                        .listener(listener)
                        .build();
                Instance server = region.newInstance(Programs.c(), wasi.imports())) {
            CompletableFuture<Integer> code = Wasi.start(server.runAsync("_start"), Runnable::run);
            listener.close();
            assertThat(code.join()).isEqualTo(8);
        }
    }

    private static ServerSocketChannel listener() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static String exchange(InetSocketAddress address, String text) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(socket, text));
            String received = new String(socket.getInputStream().readNBytes(text.length()), UTF_8);
            sent.join();
            return received;
        }
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
