package io.hearthwatch.schema;

/**
 * One thing that the audit looks for.
 *
 * @param severity what a finding means
 * @param claim what holds when there is no finding, or what a note tells
 * @param sql finds what is the matter: one text column, one row per finding
 */
record AuditCheck(Severity severity, String claim, String sql) {

  /** What a finding means. */
  enum Severity {
    /** The tables contradict the promise. */
    VIOLATION,
    /** Worth knowing, and no contradiction. */
    NOTE
  }

  static AuditCheck violation(String claim, String sql) {
    return new AuditCheck(Severity.VIOLATION, claim, sql);
  }

  static AuditCheck note(String claim, String sql) {
    return new AuditCheck(Severity.NOTE, claim, sql);
  }
}
