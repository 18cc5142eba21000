package io.hearthwatch.torture.world;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands TCP connections on from one port of the loopback interface to another, and spoils them when
 * told to. Safe to be told by any thread.
 */
public final class Relay implements Closeable {
  private static final int BUFFER = 16 * 1024;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final String name;
  private final int target;
  private final ServerSocket door;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile Mood mood = Mood.PASSING;
  private volatile Duration delay = Duration.ZERO;
  private final AtomicLong slowed = new AtomicLong();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private volatile boolean closed;

  private enum Mood {
    PASSING,
    REFUSING,
    HANGING
  }

  /**
   * Opens the door.
   *
   * @param name of its threads
   * @param port where clients come
   * @param target where they are brought; nobody needs to listen there yet
   */
  public Relay(String name, int port, int target) throws IOException {
    this.name = name;
    this.target = target;
    this.door = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    start(this::accept, "relay-" + name);
  }

  /** Where clients come. */
  public int port() {
    return door.getLocalPort();
  }

  /**
   * Cuts all connections; new ones are let in.
   *
   * @return how many there were
   */
  public int cut() {
    int cut = 0;
    for (Connection connection : connections) {
      connection.close();
      cut++;
    }
    return cut;
  }

  /**
   * Cuts all connections and lets nobody in.
   *
   * @return how many it met: cut now, or turned away at the door so far
   */
  public int refuse() {
    mood = Mood.REFUSING;
    return cut() + turnedAway.get();
  }

  /**
   * Lets everybody in and nothing through: connections stay open and silent.
   *
   * @return how many there are
   */
  public int hang() {
    mood = Mood.HANGING;
    return connections.size();
  }

  /** Holds everything that is sent back so long. */
  public void slow(Duration by) {
    delay = by;
  }

  /** How many answers were held so far. */
  public long slowed() {
    return slowed.get();
  }

  /** Works as it should again. What hung is cut: its peers may have given up meanwhile. */
  public void heal() {
    boolean hung = mood == Mood.HANGING;
    mood = Mood.PASSING;
    delay = Duration.ZERO;
    turnedAway.set(0);
    if (hung) {
      cut();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    door.close();
    cut();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = door.accept();
        if (mood == Mood.REFUSING) {
          turnedAway.incrementAndGet();
          reset(client);
        } else {
          start(() -> connect(client), "relay-" + name + "-connect");
        }
      } catch (IOException e) {
        // The door was closed, or one client left before it was let in.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      reset(client);
      return;
    }
    Connection connection = new Connection(client, server);
    connections.add(connection);
    start(() -> connection.pump(client, server, false), "relay-" + name + "-out");
    start(() -> connection.pump(server, client, true), "relay-" + name + "-back");
    if (mood == Mood.REFUSING || closed) {
      connection.close();
    }
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends a connection so that its peer is told at once. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed, which was wanted.
    }
  }

  /** One client and its server. */
  private final class Connection {
    private final Socket client;
    private final Socket server;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pump(Socket from, Socket to, boolean isAnswer) {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (isAnswer && !delay.isZero()) {
            LockSupport.parkNanos(delay.toNanos());
            slowed.incrementAndGet();
          }
          while (mood == Mood.HANGING && !from.isClosed()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
          }
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException e) {
        // One side is gone; the other is told.
      } finally {
        close();
      }
    }

    void close() {
      connections.remove(this);
      reset(client);
      reset(server);
    }
  }
}
