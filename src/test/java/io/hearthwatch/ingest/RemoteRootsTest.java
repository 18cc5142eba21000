package io.hearthwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Reason;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots in stores and on the web. */
class RemoteRootsTest {
  private final AllowedRoots roots =
      new AllowedRoots(
          List.of(
              "s3://bucket/frames/",
              "https://nas.example.net/cam/",
              "http://10.0.0.5:8080",
              "abfss://cams@acc.dfs.core.windows.net/f"));

  @ParameterizedTest
  @CsvSource({
    "s3://bucket/frames/a/1.jpg, s3://bucket/frames/a/1.jpg",
    "S3://bucket/frames/%61%20b.jpg, s3://bucket/frames/a%20b.jpg",
    "s3://bucket/frames/t\u00fcr.jpg, s3://bucket/frames/t%C3%BCr.jpg",
    "s3://bucket/frames/a+b%25.jpg, s3://bucket/frames/a+b%25.jpg",
    "abfss://cams@acc.dfs.core.windows.net/f/1.jpg, abfss://cams@acc.dfs.core.windows.net/f/1.jpg",
    "HTTPS://NAS.Example.Net:443/cam/1.jpg, https://nas.example.net/cam/1.jpg",
    "https://nas.example.net/cam/%7e%41%2b%c3%bc.jpg, https://nas.example.net/cam/~A%2B%C3%BC.jpg",
    "https://nas.example.net/cam/\ud83d\udcf7.jpg, https://nas.example.net/cam/%F0%9F%93%B7.jpg",
    "https://nas.example.net/cam/1.jpg?sig=a%2Fb/../c, https://nas.example.net/cam/1.jpg?sig=a%2Fb/../c",
    "http://10.0.0.5:8080/snapshot?camera=1, http://10.0.0.5:8080/snapshot?camera=1",
  })
  void oneSpellingForOnePlace(String given, String canonical) throws Exception {
    assertThat(roots.canonical(given)).isEqualTo(canonical);
    assertThat(roots.canonical(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/frames",
        "s3://bucket/frames/",
        "s3://bucket/frames-secret/1.jpg",
        "s3://bucket/frames/../secret/1.jpg",
        "s3://bucket/frames/%2e%2e/secret/1.jpg",
        "s3://bucket/frames/..%2fsecret/1.jpg",
        "s3://bucket/frames/a%2Fb.jpg",
        "s3://bucket/frames/./1.jpg",
        "s3://bucket/frames//1.jpg",
        "s3://bucket/frames/1.jpg?versionId=1",
        "s3://bucket/frames/1.jpg#x",
        "s3://bucket/frames/a%00.jpg",
        "s3://key:secret@bucket/frames/1.jpg",
        "s3://Bucket/frames/1.jpg",
        "s3a://bucket/frames/1.jpg",
        "s3:/bucket/frames/1.jpg",
        "s3:bucket/frames/1.jpg",
        "abfss://others@acc.dfs.core.windows.net/f/1.jpg",
        "http://nas.example.net/cam/1.jpg",
        "https://nas.example.net:444/cam/1.jpg",
        "https://nas.example.net./cam/1.jpg",
        "https://nas.example.net/cam/../admin",
        "https://nas.example.net/cam/%2E%2e/admin",
        "https://nas.example.net/cam/..%2fadmin",
        "https://nas.example.net/cam/..%5cadmin",
        "https://nas.example.net/cam/%252e%252e/admin",
        "https://nas.example.net/cam/%25%32e%25%32e/admin",
        "https://nas.example.net/cam/..;/admin",
        "https://nas.example.net/cam/..%3Bx/admin",
        "https://nas.example.net/cam//1.jpg",
        "https://nas.example.net/cam/1.jpg#x",
        "https://nas.example.net/cam/1.jpg%0d%0aHost:x",
        "https://nas.example.net/cam/1.jpg?a=\u00fc",
        "https://nas.example.net/cam?/1.jpg",
        "https://nas.example.net/cam/?1.jpg",
        "https://user@nas.example.net/cam/1.jpg",
        "https://nas.example.net@evil.example/cam/1.jpg",
        "https://nas.example.net\\@evil.example/cam/1.jpg",
        "https://evil.example/https://nas.example.net/cam/1.jpg",
        "https://nas.example.net.evil.example/cam/1.jpg",
        "https:///cam/1.jpg",
        "https://[::ffff:10.0.0.5]:8080/1.jpg",
        "http://0xa000005:8080/1.jpg",
        "http://167772165:8080/1.jpg",
        "http://10.5:8080/1.jpg",
        "http://10.0.0.5:0/1.jpg",
        "http://10.0.0.5:99999/1.jpg",
        "http://10.0.0.5/1.jpg",
      })
  void whatLiesElsewhereIsForbidden(String uri) {
    assertThatThrownBy(() -> roots.canonical(uri))
        .isInstanceOfSatisfying(
            InvalidReferenceException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI));
  }

  @Test
  void aRefusalShowsNoSecret() {
    assertThatThrownBy(() -> roots.canonical("https://u:hunter2@h/1.jpg?sig=hunter2"))
        .hasMessageContaining("https://...@h/1.jpg?...")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> new AllowedRoots(List.of("https://h/?sig=hunter2")))
        .hasMessageContaining("a root has no query")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void whateverIsAcceptedIsWhereItSaysAndStaysAsItIs() throws Exception {
    Random random = new Random(12);
    String[] starts = {
      "s3://bucket/frames/", "https://nas.example.net/cam/", "HTTPS://NAS.example.net", "s3:", ""
    };
    String[] pieces = {
      "/",
      "//",
      "..",
      ".",
      "%2e",
      "%2F",
      "%5c",
      "%25",
      "%00",
      "%0a",
      "a",
      "\u00e9",
      "%",
      "?",
      "#",
      "@",
      ":",
      "443",
      "\\",
      " ",
      "%20",
      "[",
      "%C3%A9",
      "%c3",
      "\ud83d\ude00",
      "\ud83d",
      "frames/",
      "cam/",
      "nas.example.net",
      "bucket",
      "+",
      "%2B",
      ";",
      "&",
      "~",
      "%7E",
      "+.jpg",
      "\u202e"
    };
    int accepted = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder(starts[random.nextInt(starts.length)]);
      for (int n = random.nextInt(6); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String canonical;
      try {
        canonical = roots.canonical(text.toString());
      } catch (InvalidReferenceException e) {
        continue;
      }
      accepted++;
      assertThat(roots.canonical(canonical)).isEqualTo(canonical).isASCII();
      URI uri = URI.create(canonical);
      assertThat(uri.normalize()).isEqualTo(uri);
      assertThat(uri.getRawUserInfo()).isNull();
      assertThat(uri.getRawFragment()).isNull();
      assertThat(uri.getPath()).doesNotContain("/../", "/./", "//", "\\", "\0", "\n");
      if (uri.getScheme().equals("s3")) {
        assertThat(uri.getAuthority()).isEqualTo("bucket");
        assertThat(uri.getPath()).startsWith("/frames/");
      } else {
        assertThat(uri.getScheme() + "://" + uri.getAuthority())
            .isEqualTo("https://nas.example.net");
        assertThat(uri.getPath()).startsWith("/cam/");
      }
    }
    assertThat(accepted).isGreaterThan(500);
  }
}
