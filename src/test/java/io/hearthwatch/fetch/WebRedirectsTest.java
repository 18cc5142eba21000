package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redirects lead to places that may be asked, and to no others. */
class WebRedirectsTest extends WebPicturesCase {
  @Test
  void followsARedirectInside() throws Exception {
    assertThat(pictures.read(origin + "/frames/to?/frames/bytes/7")).hasSize(7);
    assertThat(pictures.read(origin + "/frames/to?bytes/8")).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "/secret/1.jpg",
    "../secret/1.jpg",
    "/frames/%2e%2e/secret/1.jpg",
    "http://169.254.169.254/latest/meta-data/",
    "https://example.org/1.jpg",
    "//example.org/1.jpg",
    "file:///etc/passwd",
    "'http://[broken'",
  })
  void aRedirectOutsideIsForbidden(String location) {
    FetchFailedException e = failure("/frames/to?" + location.replace("[", "%5B"));
    assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI);
    assertThat(e.retryable()).isFalse();
    assertThat(e).hasMessageNotContaining("169.254").hasMessageNotContaining("passwd");
  }

  @Test
  void aRedirectToNowhereIsUnreadable() {
    FetchFailedException e = failure("/frames/status/302");
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void redirectsEndAfterAFew() {
    FetchFailedException e = failure("/frames/round");
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
    assertThat(e.retryable()).isFalse();
    assertThat(asked.get("round")).isEqualTo(6);
  }

  @Test
  void aNameThatLeadsInsideIsNotAsked() {
    String place = origin.replace("127.0.0.1", "frames.example.net");
    try (WebPictures byName = pictures(List.of(place, origin), List.of(), PATIENT)) {
      FetchFailedException e = failure(byName, place + "/frames/bytes/5");
      assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI);
      // Nor by way of a redirect from a place that may be asked.
      e = failure(byName, origin + "/frames/to?" + place + "/frames/bytes/5");
      assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI);
      assertThat(e).hasMessageContaining("frames.example.net stands at an inner address");
    }
    assertThat(asked).doesNotContainKey("bytes");
  }
}
