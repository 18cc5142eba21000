package io.hearthwatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What Kafka's own client says of servers that are not there, told to people. */
class KafkaAccessTest {
  private static final Map<String, String> SOON =
      Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "1000");

  @Test
  void serversThatTakeNoConnectionAreEachNamedWithTheReason() throws Exception {
    String nobody = "127.0.0.1:" + closedPort();
    KafkaAccess access = KafkaAccess.ofCommand(nobody + ",localhost:" + closedPort(), SOON);

    Throwable failure = catchThrowable(access::greet);

    assertThat(failure).isInstanceOf(RetriableException.class);
    assertThat(access.words(failure))
        .startsWith("Kafka at " + nobody + ",localhost:")
        .contains("no connection comes about, " + nobody + ": Connection refused, localhost:")
        .contains("start it, or correct --bootstrap-servers");
    assertThat(access.unreachable().orElseThrow()).contains(nobody + ": Connection refused");
  }

  @Test
  void aHostThatNobodyKnowsIsNamed() {
    KafkaAccess access = KafkaAccess.ofCommand("no-such-host.invalid:9092", SOON);

    assertThat(access.words(catchThrowable(access::greet)))
        .contains("Kafka at no-such-host.invalid:9092 is not found")
        .contains("correct --bootstrap-servers");
  }

  @Test
  void aPortThatSpeaksNoTlsIsToldFromACertificateThatIsNotTrusted() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> answer(other), "no-tls");
      answers.start();
      KafkaAccess access =
          KafkaAccess.ofCommand(
              "127.0.0.1:" + other.getLocalPort(), Map.of("security.protocol", "SSL"));

      assertThat(access.words(catchThrowable(access::greet)))
          .contains("it does not speak TLS at this port")
          .contains("set security.protocol in the file of --kafka-properties");
      assertThat(access.unreachable()).isEmpty();
    }
  }

  @Test
  void aRightThatIsMissingIsNoWrongLogin() {
    assertThat(
            KafkaAccess.ofCommand("a:1", Map.of())
                .words(new KafkaException(new TopicAuthorizationException("frames"))))
        .contains("does not allow it this (", "frames", "kafka-acls.sh");
  }

  @Test
  void whatIsToldAlreadyStaysAsItIs() {
    KafkaAccess access = KafkaAccess.ofCommand("a:1", Map.of());
    UnusableKafkaException told = new UnusableKafkaException("told", null);

    assertThat(access.explain(new IllegalStateException(told))).isSameAs(told);
  }

  @Test
  void oneLimitOfTheirOwnDoesNotClashWithOurs() {
    for (String limit : List.of("request.timeout.ms", "default.api.timeout.ms")) {
      KafkaAccess.ofCommand("127.0.0.1:1", Map.of(limit, "30000")).admin().close();
    }
  }

  @Test
  void aServerThatAnswersWithARefusalIsNotSilent() {
    String words =
        KafkaAccess.ofCommand("127.0.0.1:1", Map.of())
            .words(new InvalidReplicationFactorException("3 wanted, 1 there"));

    assertThat(words).isEqualTo("Kafka at 127.0.0.1:1 refuses this: 3 wanted, 1 there");
  }

  private static void answer(ServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        socket
            .getOutputStream()
            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        socket.getInputStream().readAllBytes();
      } catch (IOException closed) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
