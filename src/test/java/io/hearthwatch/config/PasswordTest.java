package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.pipeline.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class PasswordTest {
  private static final Map<String, String> ENVIRONMENT = Map.of(Password.VARIABLE, "from-env");

  @TempDir(factory = WhereAnybodyMayLook.class)
  Path folder;

  private Path file;

  @BeforeEach
  void writeTheRequiredKeys() throws Exception {
    file = Files.writeString(folder.resolve("home.yaml"), Configurations.MINIMAL);
  }

  @Test
  void comesFromTheEnvironment() {
    assertThat(load(ENVIRONMENT).store().password()).isEqualTo("from-env");
    assertThat(load(Map.of()).store().password()).isEmpty();
  }

  @Test
  void theFileWins() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "from file \n");

    JobSettings settings = load(ENVIRONMENT, "--postgres.password-file", secret.toString());

    assertThat(settings.store().password()).isEqualTo("from file ");
    assertThat(settings.toString()).doesNotContain("from file");
  }

  @Test
  void aFileThatHoldsNoPasswordIsRefusedAndNotShown() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path lines = Files.writeString(folder.resolve("lines"), "hunter2\nhunter3\n");

    for (Path bad : List.of(empty, lines, folder.resolve("missing"), folder)) {
      assertThatThrownBy(() -> load(ENVIRONMENT, "--postgres.password-file=" + bad))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("postgres.password-file (argument)")
          .hasMessageNotContaining("hunter");
    }
  }

  @Test
  void aFileThatOthersCanReadIsRefusedWithTheRemedy() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
    mode(folder, "rwxr-xr-x");
    for (String open : List.of("rw-r--r--", "rw-r-----", "rw----r--")) {
      mode(secret, open);
      assertThatThrownBy(() -> Password.find(secret.toString(), Map.of()))
          .as(open)
          .hasMessageContaining("can be read by other users of this machine (" + open + ")")
          .hasMessageContaining("chmod 600 " + secret)
          .hasMessageNotContaining("hunter2");
    }
    mode(secret, "rw--w--w-");
    assertThat(Password.find(secret.toString(), Map.of())).isEqualTo("hunter2");
  }

  @Test
  void aFolderThatLetsNobodyInProtectsItsFilesAndLinksAreFollowed() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), secret);
    mode(secret, "r--r--r--");
    mode(folder, "rwx------");
    assertThat(Password.find(link.toString(), Map.of())).isEqualTo("hunter2");
    mode(folder, "rwx--x--x");
    assertThatThrownBy(() -> Password.find(link.toString(), Map.of()))
        .hasMessageContaining("(r--r--r--)");
  }

  /** The build's own folder may lie in one that lets nobody in. */
  static final class WhereAnybodyMayLook implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(Path.of("/tmp"), "password");
    }
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void aPasswordInTheFileOrTheAddressIsRefusedWithTheRemedyAndNotShown() {
    for (String line :
        List.of(
            "postgres.password: hunter2\n",
            "postgres: {password: hunter2}\n",
            "kafka.properties.bootstrap.servers: hunter2\n",
            "kafka.properties.sasl.jaas.config: [hunter2]\n")) {
      assertThat(Configurations.problems(line).toString())
          .contains("remedy")
          .doesNotContain("hunter2");
    }
    for (String url :
        List.of(
            "jdbc:postgresql://h/d?password=hunter2",
            "jdbc:postgresql://h/d?sslPassword=hunter2",
            "jdbc:postgresql://me:hunter2@h/d",
            "postgresql://hunter2")) {
      assertThat(
              Configurations.problemsAlone(
                  Configurations.MINIMAL.replaceAll("jdbc:postgresql.*", url)))
          .singleElement()
          .satisfies(problem -> assertThat(problem.toString()).doesNotContain("hunter2"));
    }
    for (String root : List.of("s3://key:hunter2@bucket", "s3://key:hunt er2@bucket")) {
      assertThat(
              Configurations.problemsAlone(
                  Configurations.MINIMAL.replace("/srv/frames", "'" + root + "'")))
          .singleElement()
          .satisfies(problem -> assertThat(problem.toString()).doesNotContain("hunt"));
    }
  }

  private JobSettings load(Map<String, String> environment, String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("--config", file.toString()));
    all.addAll(List.of(arguments));
    return JobConfiguration.load(all, environment);
  }
}
