package io.hearthwatch.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that must know their port before they bind it.
 *
 * <p>Whoever asks the system for any free port gets one that the next outgoing connection may take
 * meanwhile. These lie below the range that systems hand out by themselves, so only another server
 * that chose the same one can be in the way; starting a server therefore still retries.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int ATTEMPTS = 200;

  private FreePorts() {}

  /**
   * A port that nobody listens on at this moment, on the loopback interface.
   *
   * @throws IllegalStateException if none of many tries was free
   */
  public static int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "found no free port on the loopback interface between " + FIRST + " and " + (END - 1));
  }

  /** Whether a server could listen on that port of the loopback interface now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("cannot open sockets on the loopback interface", e);
    }
  }
}
