package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearthwatch.domain.Reason;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections are kept while they serve, and cut off in time. */
class WebConnectionsTest extends WebPicturesCase {
  @ParameterizedTest
  @ValueSource(strings = {"stuck", "drip"})
  void aBodyThatStopsOrTricklesIsGivenUp(String body) {
    pictures.close();
    pictures = pictures(List.of(origin + "/frames"), List.of(), Duration.ofMillis(300));
    FetchFailedException e = failure("/frames/" + body);
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
    assertThat(e.retryable()).isTrue();
    assertThat(e).hasMessageContaining("fetch.timeout");
  }

  @Test
  void aHeadThatTricklesIsGivenUp() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String place = "http://127.0.0.1:" + slow.getLocalPort();
      threads.submit(
          () -> {
            try (Socket socket = slow.accept()) {
              OutputStream out = socket.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
              while (!end.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
              }
            }
            return null;
          });
      try (WebPictures waiting = pictures(List.of(place), List.of(), Duration.ofMillis(300))) {
        FetchFailedException e = failure(waiting, place + "/1.jpg");
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContaining("fetch.timeout");
      }
    }
  }

  @Test
  void closingEndsAReadThatBlocks() throws Exception {
    Future<FetchFailedException> blocked = threads.submit(() -> failure("/frames/stuck"));
    await().until(() -> asked.containsKey("stuck"));
    pictures.close();
    FetchFailedException e = blocked.get();
    assertThat(e.retryable()).isTrue();
    assertThat(e).hasMessageContaining("the job is ending");
  }

  @Test
  void connectionsAreKeptAlsoAfterAnAnswerThatIsNoPicture() throws Exception {
    for (int i = 0; i < 3; i++) {
      pictures.read(origin + "/frames/bytes/5000");
      failure("/frames/status/404");
      pictures.read(origin + "/frames/to?/frames/bytes/7");
    }
    assertThat(callers).hasSize(1);
    // But not when it has more to say than one wants to hear.
    assertThat(failure("/frames/wordy").reason()).isEqualTo(Reason.MISSING_FILE);
    pictures.read(origin + "/frames/bytes/5000");
    assertThat(callers).hasSize(2);
  }

  @Test
  void aKeptConnectionThatTheServerClosedIsOpenedAnew() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String place = "http://127.0.0.1:" + closing.getLocalPort();
      threads.submit(
          () -> {
            for (int i = 0; i < 3; i++) {
              answerOnce(closing, "Content-Length: 10\r\n", new byte[10]);
            }
            return null;
          });
      try (WebPictures once = pictures(List.of(place), List.of(), PATIENT)) {
        for (int i = 0; i < 3; i++) {
          assertThat(once.read(place + "/1.jpg")).hasSize(10);
        }
      }
    }
  }
}
