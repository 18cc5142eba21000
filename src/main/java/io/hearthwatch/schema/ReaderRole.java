package io.hearthwatch.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * The group role that may read schema {@code bi} and nothing else. It cannot log in; the logins of
 * people and BI tools are made its members.
 *
 * <p>Roles belong to the whole server: the role is there already when another of its databases was
 * migrated, or is made by two at once. Rights belong to the database, and views that a migration
 * makes anew have none, so they are granted after every migration.
 */
public final class ReaderRole {
  /** Its name, on every server. */
  public static final String NAME = "hearthwatch_reader";

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** What the loser of a race to create a role is told, before and after it looked. */
  private static final Set<String> CREATED_BY_ANOTHER = Set.of("42710", "23505");

  private ReaderRole() {}

  /**
   * Makes sure that the role is there and may read all views. Changes nothing when it may already.
   *
   * @param connection of the migrating role, in autocommit mode
   * @return the statements that somebody with more rights must run, because this role may not;
   *     empty when all is done
   * @throws SQLException when the database cannot be asked
   */
  public static List<String> grant(Connection connection) throws SQLException {
    return grant(connection, NAME);
  }

  /** As {@link #grant(Connection)}, for a role of any name. */
  static List<String> grant(Connection connection, String role) throws SQLException {
    String create = "CREATE ROLE " + role + " NOLOGIN";
    List<String> grants =
        List.of(
            "GRANT USAGE ON SCHEMA bi TO " + role,
            "GRANT SELECT ON ALL TABLES IN SCHEMA bi TO " + role);
    if (!ask(connection, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role)) {
      if (!ask(
          connection,
          "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user AND ? <> ''",
          role)) {
        return List.of(create, grants.get(0), grants.get(1));
      }
      create(connection, create);
    }
    try {
      grantInTurn(connection, grants);
      return List.of();
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        return grants;
      }
      throw e;
    }
  }

  private static void create(Connection connection, String create) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(create);
    } catch (SQLException e) {
      if (!CREATED_BY_ANOTHER.contains(e.getSQLState())) {
        throw e;
      }
    }
  }

  /** Two that grant on one view at once would fail with "tuple concurrently updated". */
  private static void grantInTurn(Connection connection, List<String> grants) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('hearthwatch reader role'))");
      for (String grant : grants) {
        statement.execute(grant);
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static boolean ask(Connection connection, String question, String role)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(question)) {
      select.setString(1, role);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
