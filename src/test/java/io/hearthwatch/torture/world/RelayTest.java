package io.hearthwatch.torture.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.local.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
  private ServerSocket echo;
  private Relay relay;

  @BeforeEach
  void start() throws Exception {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread server =
        new Thread(
            () -> {
              try {
                while (true) {
                  Socket client = echo.accept();
                  Thread thread = new Thread(() -> answer(client));
                  thread.setDaemon(true);
                  thread.start();
                }
              } catch (IOException closed) {
                // The test is over.
              }
            });
    server.setDaemon(true);
    server.start();
    relay = new Relay("test", FreePorts.next(), echo.getLocalPort());
  }

  private static void answer(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException cut) {
      // As the test wants it.
    }
  }

  @AfterEach
  void stop() throws Exception {
    relay.close();
    echo.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static int say(Socket socket, int word) throws IOException {
    socket.getOutputStream().write(word);
    return socket.getInputStream().read();
  }

  @Test
  void handsOnBothWays() throws Exception {
    try (Socket socket = connect()) {
      assertThat(say(socket, 7)).isEqualTo(7);
    }
  }

  @Test
  void cutsWhatIsThereAndLetsNewOnesIn() throws Exception {
    try (Socket socket = connect()) {
      assertThat(say(socket, 1)).isEqualTo(1);

      assertThat(relay.cut()).isEqualTo(1);

      assertThatThrownBy(() -> say(socket, 2)).isInstanceOf(IOException.class);
    }
    handsOnBothWays();
  }

  @Test
  void refusesUntilItIsHealed() throws Exception {
    relay.refuse();

    assertThatThrownBy(
            () -> {
              try (Socket socket = connect()) {
                if (say(socket, 1) < 0) {
                  throw new IOException("closed");
                }
              }
            })
        .isInstanceOf(IOException.class);

    relay.heal();
    handsOnBothWays();
  }

  @Test
  void hangsWithoutAWordAndCutsWhatHung() throws Exception {
    try (Socket socket = connect()) {
      assertThat(say(socket, 1)).isEqualTo(1);
      assertThat(relay.hang()).isEqualTo(1);
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> say(socket, 2)).isInstanceOf(SocketTimeoutException.class);

      relay.heal();

      Awaitility.await().until(() -> isCut(socket));
    }
    handsOnBothWays();
  }

  private static boolean isCut(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException cut) {
      return true;
    }
  }

  @Test
  void whoIsTurnedAwayWasMetAsWell() throws Exception {
    assertThat(relay.refuse()).isZero();
    assertThatThrownBy(
            () -> {
              try (Socket socket = connect()) {
                if (say(socket, 1) < 0) {
                  throw new IOException("ended");
                }
              }
            })
        .isInstanceOf(IOException.class);

    Awaitility.await().until(() -> relay.refuse() == 1);

    relay.heal();
    assertThat(relay.refuse()).isZero();
  }
}
