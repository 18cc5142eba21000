package io.hearthwatch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a home keeps between its runs. */
class HomePropertiesTest {
  private final List<String> notices = new ArrayList<>();

  @TempDir Path directory;

  @Test
  void portsStayAndRunsCount() throws Exception {
    HomeProperties first = HomeProperties.of(directory);
    assertThat(first.nextRun()).isEqualTo(1);
    int kafka = first.port("kafka", notices::add);
    int postgres = first.port("postgres", notices::add);
    assertThat(kafka).isNotEqualTo(postgres);
    first.save();

    HomeProperties second = HomeProperties.of(directory);
    assertThat(second.nextRun()).isEqualTo(2);
    assertThat(second.port("postgres", notices::add)).isEqualTo(postgres);
    assertThat(second.port("kafka", notices::add)).isEqualTo(kafka);
    assertThat(notices).isEmpty();
  }

  @Test
  void aPortThatSomebodyElseHasIsChangedAndTold() throws Exception {
    HomeProperties properties = HomeProperties.of(directory);
    int port = properties.port("postgres", notices::add);
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(properties.port("postgres", notices::add)).isNotEqualTo(other.getLocalPort());
    }
    assertThat(notices).singleElement().asString().contains("port " + port, "postgres");
  }

  @Test
  void aLayoutOfALaterVersionIsRefused() throws Exception {
    Files.writeString(directory.resolve("home.properties"), "layout=2\n");
    assertThatIOException()
        .isThrownBy(() -> HomeProperties.of(directory))
        .withMessageContaining("layout 2")
        .withMessageContaining("start the version that made it");
  }

  @Test
  void aPasswordIsGeneratedOnceForItsOwnerOnly() throws Exception {
    Path file = directory.resolve("reader.password");
    String password = PasswordFile.of(file);
    assertThat(password).matches("[A-Za-z0-9_-]{32}");
    assertThat(PasswordFile.of(file)).isEqualTo(password);
    assertThat(PasswordFile.of(directory.resolve("other"))).isNotEqualTo(password);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
