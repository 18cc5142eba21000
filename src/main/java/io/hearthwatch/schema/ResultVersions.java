package io.hearthwatch.schema;

import io.hearthwatch.domain.Lineage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a result version to one model, one configuration and one line of code, so that its rows can
 * be compared and replayed.
 *
 * <p>Of the code's version, major and minor number count: a patch release never changes a
 * deterministic column, and must not make every site begin a new result version in the middle of a
 * window. A version that does not begin with two numbers has to be the very same.
 */
public final class ResultVersions {
  private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+)(?:[.-].*)?");

  private ResultVersions() {}

  /**
   * Registers the result version, or makes sure that it was registered for the same. Safe when
   * several jobs start at once.
   *
   * @param connection to the database that the job will write to; stays open
   * @param lineage what the job computes with
   * @throws SchemaException when the tables are not the expected ones, or the name belongs to
   *     something else; the message names the remedy
   * @throws SQLException when the database cannot be asked
   */
  public static void register(Connection connection, Lineage lineage) throws SQLException {
    SchemaVersion.requireExpected(connection);
    insertIfNew(connection, lineage);
    List<String> differences = differences(connection, lineage);
    if (!differences.isEmpty()) {
      throw new SchemaException(
          "result version %s was computed with something else: %s. Choose a new --result.version, or use the old settings"
              .formatted(lineage.resultVersion(), String.join("; ", differences)));
    }
  }

  /**
   * A name that was registered before providers were recorded learns its own: the digest stands for
   * the provider too, so equal digests mean equal providers.
   */
  private static void insertIfNew(Connection connection, Lineage lineage) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO hearthwatch.result_version
              AS registered (name, model_sha256, config_digest, detect_provider, code_version, status)
            VALUES (?, ?, ?, ?, ?, 'active')
            ON CONFLICT (name) DO UPDATE SET detect_provider = EXCLUDED.detect_provider
            WHERE registered.detect_provider IS NULL
              AND registered.config_digest = EXCLUDED.config_digest
            """)) {
      insert.setString(1, lineage.resultVersion());
      insert.setString(2, lineage.modelSha256());
      insert.setString(3, lineage.configDigest());
      insert.setString(4, lineage.detectProvider());
      insert.setString(5, lineage.codeVersion());
      insert.executeUpdate();
    }
  }

  private static List<String> differences(Connection connection, Lineage lineage)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT model_sha256, config_digest, detect_provider, code_version, status"
                + " FROM hearthwatch.result_version WHERE name = ?")) {
      select.setString(1, lineage.resultVersion());
      try (ResultSet registered = select.executeQuery()) {
        registered.next();
        List<String> differences = new ArrayList<>();
        compare("model", registered.getString(1), lineage.modelSha256(), differences);
        compare("config digest", registered.getString(2), lineage.configDigest(), differences);
        String provider = registered.getString(3);
        if (provider != null) {
          compare("detect.provider", provider, lineage.detectProvider(), differences);
        }
        if (!line(registered.getString(4)).equals(line(lineage.codeVersion()))) {
          compare("code version", registered.getString(4), lineage.codeVersion(), differences);
        }
        compare("status", registered.getString(5), "active", differences);
        return differences;
      }
    }
  }

  private static void compare(
      String what, String registered, String now, List<String> differences) {
    if (!registered.equals(now)) {
      differences.add("%s %s, now %s".formatted(what, registered, now));
    }
  }

  private static String line(String codeVersion) {
    Matcher release = RELEASE.matcher(codeVersion);
    return release.matches() ? release.group(1) : codeVersion;
  }
}
