package io.hearthwatch.torture.fault;

import io.hearthwatch.torture.world.DatabaseProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database that answers, and will not do what it is asked. */
final class DatabaseRefusals {
  /** Of a server that takes no further session of a role that is no superuser. */
  private static final String TOO_MANY_CONNECTIONS = "53300";

  private static final int MORE_THAN_THERE_ARE = 500;

  private DatabaseRefusals() {}

  /** All sessions may only read, those of the job anew. */
  static Fault readOnly(Target target) {
    DatabaseProcess database = target.world().database();
    return new Outage(
        () -> {
          // A connection is there before its session is.
          Effect.await("there was no session to end", () -> database.readOnly(true) > 0);
        },
        () -> database.readOnly(false));
  }

  /** Others have taken every session, and the job has lost its own. */
  static Fault atItsLimit(Target target) {
    DatabaseProcess database = target.world().database();
    List<Connection> taken = new ArrayList<>();
    return new Outage(
        () -> {
          Connections.spoil(target.world().databaseRelay()::refuse);
          takeAll(database, taken);
          target.world().databaseRelay().heal();
        },
        () -> {
          for (Connection connection : taken) {
            connection.close();
          }
        });
  }

  private static void takeAll(DatabaseProcess database, List<Connection> taken) throws Exception {
    while (taken.size() < MORE_THAN_THERE_ARE) {
      try {
        taken.add(database.connect());
      } catch (SQLException e) {
        if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
          throw e;
        }
        return;
      }
    }
    throw new FaultWithoutEffectException("the database has no limit");
  }
}
