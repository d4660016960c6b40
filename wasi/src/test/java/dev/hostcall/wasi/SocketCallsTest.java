package dev.hostcall.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions that have to do with sockets: flags, and what is refused. */
final class SocketCallsTest {
    private static final int LISTENER = 3;
    private static final int CONNECTION = 4;
    private static final int AGAIN = 6;
    private static final int INVAL = 28;
    private static final int NOTCONN = 53;
    private static final int NONBLOCK = 4;
    private static final int PEEK = 1;
    private static final int WAITALL = 2;
    private static final int READING = 1;
    private static final int WRITING = 2;

    private static final int IOVEC = 16;
    private static final int BUFFER = 4096;
    private static final int DONE = 8;
    private static final int FLAGS = 12;

    private ServerSocketChannel listener;
    private Socket peer;
    private RawGuest guest;

    @BeforeEach
    void start() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        peer = connect();
        SocketChannel connection = listener.accept();
        guest = new RawGuest(Wasi.builder().listener(listener).connection(connection));
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    @AfterEach
    void stop() throws IOException {
        guest.close();
        peer.close();
    }

    private void say(String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(UTF_8));
    }

    private String receive(int flags) {
        guest.iovec(IOVEC, BUFFER, 6);
        int errno = guest.call("sock_recv", CONNECTION, IOVEC, 1, flags, DONE, FLAGS);
        return errno == 0 ? received() : "errno " + errno;
    }

    private String received() {
        return guest.memory().readString(BUFFER, guest.memory().readInt(DONE));
    }

    @Test
    void peekingLeavesTheBytes() throws IOException {
        say("abc");
        assertThat(receive(PEEK)).isEqualTo("abc");
        assertThat(receive(PEEK | WAITALL)).isEqualTo("abc");
        assertThat(receive(0)).isEqualTo("abc");
        peer.close();
        assertThat(receive(PEEK)).isEmpty();
        assertThat(receive(0)).isEmpty();
    }

    @Test
    void waitingForAllTakesWhatComesPieceByPiece() throws IOException {
        guest.iovec(IOVEC, BUFFER, 6);
        say("abc");
        CompletableFuture<?> done = guest.start("sock_recv", CONNECTION, IOVEC, 1, WAITALL, DONE, FLAGS)
                .start(Runnable::run);
        assertThat(done).isNotDone();
        say("defg");
        done.join();
        assertThat(received()).isEqualTo("abcdef");
        assertThat(receive(0)).isEqualTo("g");
    }

    @Test
    void waitingForAllEndsWithTheStream() throws IOException {
        say("abc");
        peer.shutdownOutput();
        assertThat(receive(WAITALL)).isEqualTo("abc");
        assertThat(receive(WAITALL)).isEmpty();
    }

    @Test
    void whoeverDoesNotWantToWaitIsToldToTryAgain() {
        assertThat(guest.call("fd_fdstat_set_flags", CONNECTION, NONBLOCK)).isZero();
        assertThat(guest.call("fd_fdstat_set_flags", LISTENER, NONBLOCK)).isZero();
        assertThat(receive(0)).isEqualTo("errno " + AGAIN);
        assertThat(receive(WAITALL)).isEqualTo("errno " + AGAIN);
        assertThat(guest.call("sock_accept", LISTENER, 0, DONE)).isEqualTo(AGAIN);
    }

    @Test
    void anAcceptedConnectionHasTheLowestNumberAndItsFlags() throws IOException {
        try (Socket other = connect()) {
            assertThat(other.isConnected()).isTrue();
            assertThat(guest.call("fd_close", 0)).isZero();
            assertThat(guest.call("sock_accept", LISTENER, NONBLOCK, DONE)).isZero();
            assertThat(guest.memory().readInt(DONE)).isZero();
            assertThat(guest.call("fd_fdstat_get", 0, BUFFER)).isZero();
            assertThat(guest.memory().readByte(BUFFER)).isEqualTo((byte) 6);
            assertThat(guest.memory().readShort(BUFFER + 2)).isEqualTo((short) NONBLOCK);
        }
    }

    @Test
    void shuttingDownEndsOneDirection() throws IOException {
        assertThat(guest.call("sock_shutdown", CONNECTION, WRITING)).isZero();
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
        say("still read");
        assertThat(receive(0)).isEqualTo("still ");
        assertThat(guest.call("sock_shutdown", CONNECTION, READING)).isZero();
        assertThat(guest.call("sock_shutdown", CONNECTION, 0)).isEqualTo(INVAL);
        assertThat(guest.call("sock_shutdown", CONNECTION, 4)).isEqualTo(INVAL);
    }

    @Test
    void whatIsSentArrives() throws IOException {
        guest.iovec(IOVEC, BUFFER, guest.put(BUFFER, "sent"));
        assertThat(guest.call("sock_send", CONNECTION, IOVEC, 1, 1, DONE)).isEqualTo(INVAL);
        assertThat(guest.call("sock_send", CONNECTION, IOVEC, 1, 0, DONE)).isZero();
        assertThat(new String(peer.getInputStream().readNBytes(4), UTF_8)).isEqualTo("sent");
    }

    @Test
    void aListenerIsNotConnectedAndAConnectionDoesNotListen() {
        assertThat(guest.call("sock_shutdown", LISTENER, WRITING)).isEqualTo(NOTCONN);
        assertThat(guest.call("sock_recv", LISTENER, 0, 0, 0, DONE, FLAGS)).isEqualTo(NOTCONN);
        assertThat(guest.call("sock_send", LISTENER, 0, 0, 0, DONE)).isEqualTo(NOTCONN);
        assertThat(guest.call("sock_accept", CONNECTION, 0, DONE)).isEqualTo(INVAL);
    }
}
