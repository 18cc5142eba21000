package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a picture's address and of an answer. */
class WebPicturesTest extends WebPicturesCase {
  @Test
  void bringsAPictureUpToTheLimit() throws Exception {
    assertThat(pictures.read(origin + "/frames/bytes/100000")).hasSize(MAX_BYTES);
    FetchFailedException e = failure("/frames/bytes/100001");
    assertThat(e.reason()).isEqualTo(Reason.FILE_TOO_LARGE);
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void whatNeverEndsIsCutOff() {
    assertThat(failure("/frames/endless").reason()).isEqualTo(Reason.FILE_TOO_LARGE);
  }

  @Test
  void aLengthThatLiesHelpsNobody() throws Exception {
    try (ServerSocket liar = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String place = "http://127.0.0.1:" + liar.getLocalPort();
      WebPictures lied = pictures(List.of(place), List.of(), PATIENT);
      threads.submit(() -> answerOnce(liar, "Content-Length: 9999999999\r\n", new byte[10]));
      FetchFailedException e = failure(lied, place + "/1.jpg");
      assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
      assertThat(e.retryable()).isTrue();
      lied.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "204, UNREADABLE_FILE, false",
    "304, UNREADABLE_FILE, false",
    "400, UNREADABLE_FILE, false",
    "401, UNREADABLE_FILE, false",
    "403, UNREADABLE_FILE, false",
    "404, MISSING_FILE, true",
    "408, UNREADABLE_FILE, true",
    "410, MISSING_FILE, true",
    "429, UNREADABLE_FILE, true",
    "500, UNREADABLE_FILE, true",
    "503, UNREADABLE_FILE, true",
  })
  void everyAnswerHasAReason(int status, Reason reason, boolean retryable) {
    FetchFailedException e = failure("/frames/status/" + status);
    assertThat(e.reason()).isEqualTo(reason);
    assertThat(e.retryable()).isEqualTo(retryable);
  }

  @Test
  void nothingIsSentThatTellsOfUs() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = "127.0.0.1:" + listener.getLocalPort();
      Future<String> heard =
          threads.submit(
              () -> {
                try (Socket socket = listener.accept()) {
                  byte[] request = new byte[4096];
                  int length = socket.getInputStream().read(request);
                  return new String(request, 0, length, StandardCharsets.US_ASCII);
                }
              });
      try (WebPictures asking = pictures(List.of("http://" + host), List.of(), PATIENT)) {
        threads.submit(() -> failure(asking, "http://" + host + "/a%20b.jpg?sig=x%2Fy"));
        assertThat(heard.get().split("\r\n"))
            .containsExactlyInAnyOrder(
                "GET /a%20b.jpg?sig=x%2Fy HTTP/1.1", "Host: " + host, "Connection: keep-alive");
      }
    }
  }

  @Test
  void whereNobodyListensThereMayBeSomeoneLater() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String place = "http://127.0.0.1:" + port;
    try (WebPictures nobody = pictures(List.of(place), List.of(), PATIENT)) {
      assertThat(failure(nobody, place + "/1.jpg").retryable()).isTrue();
    }
  }

  @Test
  void failuresShowNoSignature() {
    assertThat(failure("/frames/status/403?sig=hunter2"))
        .hasMessageContaining("/frames/status/403?...")
        .hasMessageNotContaining("hunter2");
  }
}
