package io.hearthwatch.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proves from the tables alone that nothing was lost, doubled or miscounted: every offset has one
 * row, every row refers to rows that are there and agree, every batch is what its frames give.
 *
 * <p>Reads one consistent snapshot and changes nothing. While a job is writing, what its sinks hold
 * back for up to a batch interval, or what a restart will write again, can show as a finding: an
 * audit that must be clean is run when the job has caught up or is stopped.
 */
public final class Audit {
  private static final int EXAMPLES = 20;

  private Audit() {}

  /**
   * Runs every check.
   *
   * @param connection outside a transaction; comes back as it was
   * @throws SchemaException when the tables are not the ones this code knows
   * @throws SQLException when the database cannot be asked
   */
  public static AuditReport run(Connection connection) throws SQLException {
    SchemaVersion.requireExpected(connection);
    boolean autoCommit = connection.getAutoCommit();
    boolean readOnly = connection.isReadOnly();
    int isolation = connection.getTransactionIsolation();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try {
      List<AuditReport.Finding> findings = new ArrayList<>();
      for (AuditCheck check :
          Stream.concat(LedgerChecks.ALL.stream(), ResultChecks.ALL.stream()).toList()) {
        findings.add(run(connection, check));
      }
      return new AuditReport(findings, OpenWindows.in(connection));
    } finally {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
      connection.setReadOnly(readOnly);
      connection.setTransactionIsolation(isolation);
    }
  }

  private static AuditReport.Finding run(Connection connection, AuditCheck check)
      throws SQLException {
    List<String> examples = new ArrayList<>();
    long total = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(check.sql())) {
      while (rows.next()) {
        if (total < EXAMPLES) {
          examples.add(rows.getString(1));
        }
        total++;
      }
    }
    return new AuditReport.Finding(
        check.claim(), check.severity() == AuditCheck.Severity.VIOLATION, total, examples);
  }
}
