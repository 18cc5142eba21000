package io.hearthwatch.schema;

import io.hearthwatch.text.OneLine;
import java.sql.SQLException;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;

/**
 * Why a database was not migrated, in one line with the remedy, where Flyway has a page of its own
 * for each.
 *
 * @param place address of the database, without parameters, as they may be secret
 * @param user the role that asked
 */
record RefusedMigration(String place, String user) {
  // SQLSTATE, or its class: PostgreSQL's manual, appendix A.
  private static final String NO_CONNECTION = "08";
  private static final String INVALID_AUTHORIZATION = "28";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String NO_PERMISSION = "42501";

  /** For the address that was given. */
  static RefusedMigration at(String url, String user) {
    return new RefusedMigration(url.replaceFirst("[?].*", ""), user);
  }

  /** The exception for a person. */
  SchemaException because(FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // The server's own words; Flyway's repeat them with the whole address.
      if (cause instanceof SQLException refusal) {
        String said = OneLine.of(refusal) + remedy(String.valueOf(refusal.getSQLState()));
        return new SchemaException(sentence(said), refusal);
      }
    }
    // Not its cause: what Flyway advises instead would follow in the same line.
    SchemaException refused = new SchemaException(sentence(own(failure)));
    refused.addSuppressed(failure);
    return refused;
  }

  private static String own(FlywayException failure) {
    if (failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return "its schema %s holds something else; give Hearthwatch a database of its own"
          .formatted(SchemaVersion.SCHEMA);
    }
    if (failure.getErrorCode() == CoreErrorCode.VALIDATE_ERROR) {
      return "its tables were made by other files than this version's; use the version that made"
          + " them";
    }
    return OneLine.of(failure);
  }

  private String sentence(String what) {
    return "%s cannot be migrated by role %s: %s".formatted(place, user, what);
  }

  private String remedy(String state) {
    String database = place.substring(place.lastIndexOf('/') + 1);
    if (state.startsWith(NO_CONNECTION)) {
      return "; start the server, or correct the address";
    }
    if (state.startsWith(INVALID_AUTHORIZATION)) {
      return "; name a role that may log in, and its password";
    }
    return switch (state) {
      case NO_SUCH_DATABASE -> "; create it first: CREATE DATABASE " + database;
      case NO_PERMISSION ->
          "; migrate as the database's owner, or let the owner run: GRANT CREATE ON DATABASE %s TO %s"
              .formatted(database, user);
      default -> "";
    };
  }
}
