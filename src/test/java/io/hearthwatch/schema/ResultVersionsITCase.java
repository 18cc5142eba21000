package io.hearthwatch.schema;

import static io.hearthwatch.testing.Results.LINEAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Lineage;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registration against a real database, and the refusal of tables that are not the expected. */
class ResultVersionsITCase {
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = PostgresServer.freshDatabase().connect();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void aNewNameIsRegisteredAndTheSameAgainIsAccepted() throws SQLException {
    ResultVersions.register(connection, LINEAGE);
    ResultVersions.register(connection, LINEAGE);

    assertThat(
            Rows.query(
                connection,
                "SELECT concat_ws(' ', name, model_sha256, config_digest, detect_provider, code_version, status)"
                    + " FROM hearthwatch.result_version"))
        .containsExactly(
            "v1 " + LINEAGE.modelSha256() + " " + LINEAGE.configDigest() + " cpu 0.1.0 active");
  }

  @Test
  void anotherModelConfigurationOrCodeIsRefusedWithEveryDifferenceAndTheRemedy()
      throws SQLException {
    ResultVersions.register(connection, LINEAGE);

    assertThatThrownBy(
            () ->
                ResultVersions.register(
                    connection, new Lineage("v1", "c".repeat(64), "d".repeat(64), "cuda", "0.2.0")))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("result version v1 was computed with something else")
        .hasMessageContaining("model " + "a".repeat(64) + ", now " + "c".repeat(64))
        .hasMessageContaining("config digest " + "b".repeat(64) + ", now " + "d".repeat(64))
        .hasMessageContaining("detect.provider cpu, now cuda")
        .hasMessageContaining("code version 0.1.0, now 0.2.0")
        .hasMessageEndingWith("Choose a new --result.version, or use the old settings");
  }

  @Test
  void aNameFromBeforeProvidersWereRecordedLearnsItsOwnUnlessItsSettingsDiffer()
      throws SQLException {
    ResultVersions.register(connection, LINEAGE);
    Rows.execute(connection, "UPDATE hearthwatch.result_version SET detect_provider = NULL");

    Lineage other = new Lineage("v1", LINEAGE.modelSha256(), "d".repeat(64), "cuda", "0.1.0");
    assertThatThrownBy(() -> ResultVersions.register(connection, other))
        .hasMessageContaining("config digest")
        .hasMessageNotContaining("detect.provider");
    assertThat(provider()).isEmpty();
    ResultVersions.register(connection, LINEAGE);
    assertThat(provider()).containsExactly("cpu");
  }

  private List<String> provider() throws SQLException {
    return Rows.query(
        connection,
        "SELECT detect_provider FROM hearthwatch.result_version WHERE detect_provider IS NOT NULL");
  }

  @Test
  void patchReleasesContinueAResultVersion() throws SQLException {
    ResultVersions.register(connection, LINEAGE);

    for (String version : new String[] {"0.1.7", "0.1.0-SNAPSHOT", "0.1"}) {
      assertThatCode(() -> ResultVersions.register(connection, code(version)))
          .as(version)
          .doesNotThrowAnyException();
    }
    for (String version : new String[] {"0.10.0", "1.1.0", "0.11", "unknown"}) {
      assertThatThrownBy(() -> ResultVersions.register(connection, code(version)))
          .as(version)
          .hasMessageContaining("code version 0.1.0, now " + version);
    }
  }

  @Test
  void aRetiredResultVersionIsRefused() throws SQLException {
    ResultVersions.register(connection, LINEAGE);
    Rows.execute(connection, "UPDATE hearthwatch.result_version SET status = 'retired'");

    assertThatThrownBy(() -> ResultVersions.register(connection, LINEAGE))
        .hasMessageContaining("status retired, now active");
  }

  @Test
  void aDatabaseWithoutTablesIsRefusedWithTheCommandThatMakesThem() throws SQLException {
    TestDatabase empty = PostgresServer.emptyDatabase();
    try (Connection bare = empty.connect()) {
      assertThatThrownBy(() -> ResultVersions.register(bare, LINEAGE))
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("has no Hearthwatch tables")
          .hasMessageEndingWith(
              "run ./hearthwatch migrate --jdbc-url "
                  + empty.jdbcUrl()
                  + " --user "
                  + empty.user());
    }
  }

  @Test
  void newerTablesAreRefused() throws SQLException {
    Rows.execute(
        connection,
        "UPDATE hearthwatch.flyway_schema_history SET version = '99' WHERE version IS NOT NULL");

    assertThatThrownBy(() -> ResultVersions.register(connection, LINEAGE))
        .hasMessageContaining("has schema version 99, this program knows only");
  }

  private static Lineage code(String version) {
    return new Lineage("v1", LINEAGE.modelSha256(), LINEAGE.configDigest(), "cpu", version);
  }
}
