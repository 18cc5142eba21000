package io.hearthwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Reason;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedRootsTest {
  private final AllowedRoots roots =
      new AllowedRoots(List.of("file:///frames", "file:///mnt/two%20words/"));

  @ParameterizedTest
  @CsvSource({
    "file:///frames/a/1.jpg, file:///frames/a/1.jpg",
    "file:/frames/a/1.jpg, file:///frames/a/1.jpg",
    "FILE://localhost/frames/1.jpg, file:///frames/1.jpg",
    "file:///frames/./a//b/../1.jpg, file:///frames/a/1.jpg",
    "file:///x/../frames/1.jpg, file:///frames/1.jpg",
    "file:///frames/%31.jpg, file:///frames/1.jpg",
    "file:///frames/a%2Fb/1.jpg, file:///frames/a/b/1.jpg",
    "file:///mnt/two%20words/1.jpg, file:///mnt/two%20words/1.jpg",
    "file:///frames/tür/1.jpg, file:///frames/t%C3%BCr/1.jpg",
    "file:///frames/t%C3%BCr/1.jpg, file:///frames/t%C3%BCr/1.jpg",
    "file:///frames/tu%CC%88r/1.jpg, file:///frames/tu%CC%88r/1.jpg",
    "file:///frames/a%5Bb%20%25.jpg, file:///frames/a%5Bb%20%25.jpg",
    "file:///frames/\ud83d\udcf7.jpg, file:///frames/%F0%9F%93%B7.jpg",
    "file:///frames/%f0%9f%93%b7.jpg, file:///frames/%F0%9F%93%B7.jpg",
  })
  void oneSpellingForOneFile(String given, String canonical) throws Exception {
    assertThat(roots.canonical(given)).isEqualTo(canonical);
    assertThat(roots.canonical(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/frames/1.jpg",
        "file:frames/1.jpg",
        "file:///etc/passwd",
        "file:///frames",
        "file:///frames/",
        "file:///frames-secret/1.jpg",
        "file:///frames/../etc/passwd",
        "file:///frames/a/../../etc/passwd",
        "file:///frames/%2e%2e/etc/passwd",
        "file:///frames/..%2f..%2fetc/passwd",
        "file:///../../etc/passwd",
        "file:///frames/a%00.jpg",
        "file:///frames/a\\..\\b.jpg",
        "file:///frames/1.jpg?x",
        "file:///frames/1.jpg#x",
        "file://evil/frames/1.jpg",
        "http://169.254.169.254/frames/1.jpg",
        "https://frames/1.jpg",
        "s3://frames/1.jpg",
        "jar:file:///frames/a.jar!/1.jpg",
        "file:///frames/%ff.jpg",
        "file:///frames/\u0000",
        "file:///frames/\ud800.jpg",
        "file:///frames/\udcf7\ud83d.jpg",
        "file:///frames/%ed%a0%bd%ed%b3%b7.jpg",
      })
  void whatLiesElsewhereIsForbidden(String uri) {
    assertThatThrownBy(() -> roots.canonical(uri))
        .isInstanceOfSatisfying(
            InvalidReferenceException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI));
  }

  @Test
  void whateverIsAcceptedIsAFileUnderARoot() {
    Random random = new Random(11);
    String[] pieces = {
      "file:",
      "/",
      "//",
      "frames",
      "..",
      ".",
      "%2e",
      "%2F",
      "%00",
      "a",
      "é",
      "%",
      "?",
      "#",
      "@",
      ":",
      "etc",
      "\\",
      " ",
      "%20",
      "[",
      "%C3%A9",
      "\ud83d\ude00",
      "frames/"
    };
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder uri = new StringBuilder(random.nextBoolean() ? "file:///frames/" : "");
      for (int n = random.nextInt(6); n >= 0; n--) {
        uri.append(pieces[random.nextInt(pieces.length)]);
      }
      String canonical;
      try {
        canonical = roots.canonical(uri.toString());
      } catch (InvalidReferenceException e) {
        continue;
      }
      accepted++;
      Path file = Path.of(URI.create(canonical));
      assertThat(file).isEqualTo(file.normalize()).startsWithRaw(Path.of("/frames"));
      assertThat(file).isNotEqualTo(Path.of("/frames"));
    }
    assertThat(accepted).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frames", "http:///frames", "file://host/frames", "s3:/bucket", "a:b"})
  void aRootThatIsNoneIsNamed(String root) {
    assertThatThrownBy(() -> new AllowedRoots(List.of(root)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(root);
  }
}
