package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hearthwatch.testing.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate the JVM's trust store holds, or does not. */
class WebPicturesTlsTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String PASSWORD = "changeit";

  @TempDir private Path directory;
  private Path store;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    store = directory.resolve("server.p12");
    Certificates.selfSigned(store, PASSWORD, "dns:localhost");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 5000);
            exchange.getResponseBody().write(new byte[5000]);
          }
        });
    server.start();
  }

  private SSLContext serverContext() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  @AfterEach
  void stop() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
    server.stop(0);
  }

  private void trust() {
    System.setProperty(TRUST_STORE, store.toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
  }

  private WebPictures pictures(String origin) {
    return new WebPictures(
        List.of(origin),
        new WebHosts(
            List.of(origin),
            List.of(),
            host -> new InetAddress[] {InetAddress.getLoopbackAddress()}),
        new FetchSettings(
            1, 1, 1, 10_000, 1, Duration.ofMillis(1), Duration.ofSeconds(20), List.of()));
  }

  private String origin(String host) {
    return "https://" + host + ":" + server.getAddress().getPort();
  }

  @Test
  void readsFromAServerThatTheTrustStoreKnows() throws Exception {
    trust();
    try (WebPictures pictures = pictures(origin("localhost"))) {
      assertThat(pictures.read(origin("localhost") + "/1.jpg")).hasSize(5000);
      assertThat(pictures.read(origin("localhost") + "/2.jpg")).hasSize(5000);
    }
  }

  @Test
  void refusesACertificateForAnotherName() {
    trust();
    assertThat(failure("127.0.0.1")).hasMessageContaining("SSLHandshakeException");
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor() {
    assertThat(failure("localhost")).hasMessageContaining("SSLHandshakeException");
  }

  private FetchFailedException failure(String host) {
    try (WebPictures pictures = pictures(origin(host))) {
      FetchFailedException e =
          catchThrowableOfType(
              FetchFailedException.class, () -> pictures.read(origin(host) + "/1.jpg"));
      assertThat(e.retryable()).isTrue();
      return e;
    }
  }
}
