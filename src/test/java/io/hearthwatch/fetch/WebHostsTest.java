package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hearthwatch.domain.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebHostsTest {
  private final WebHosts hosts =
      new WebHosts(
          List.of(
              "https://frames.example.net",
              "https://localhost:8443",
              "http://192.168.178.2/cam",
              "http://[fd00::2]:81",
              "file:///frames"),
          List.of("NAS.lan"),
          WebHostsTest::addresses);

  private static InetAddress[] addresses(String host) throws UnknownHostException {
    return switch (host) {
      case "frames.example.net" -> InetAddress.getAllByName("1.1.1.1");
      case "mixed.example.net" ->
          new InetAddress[] {
            InetAddress.getByName("1.1.1.1"), InetAddress.getByName("169.254.169.254")
          };
      case "nas.lan", "other.lan" -> InetAddress.getAllByName("192.168.178.2");
      case "localhost", "192.168.178.2", "[fd00::2]" -> InetAddress.getAllByName(host);
      default -> throw new UnknownHostException(host);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://frames.example.net/1.jpg",
        "https://localhost:8443/1.jpg",
        "http://192.168.178.2/cam/1.jpg",
        "http://[fd00::2]:81/1.jpg",
        "https://nas.lan/1.jpg"
      })
  void publicOnesAndThoseThatTheOperatorNamed(String uri) {
    assertThatCode(() -> hosts.addresses(URI.create(uri).getHost())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://mixed.example.net/1.jpg", "https://other.lan/1.jpg"})
  void oneInnerAddressIsEnoughToRefuse(String uri) {
    FetchFailedException e = failure(uri);
    assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI);
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void aNameWithoutAnAddressMayGetOne() {
    FetchFailedException e = failure("https://nobody.example.net/1.jpg");
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
    assertThat(e.retryable()).isTrue();
  }

  private FetchFailedException failure(String uri) {
    return catchThrowableOfType(
        FetchFailedException.class, () -> hosts.addresses(URI.create(uri).getHost()));
  }
}
