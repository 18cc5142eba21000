package io.hearthwatch.export;

/**
 * Keeps spreadsheets from taking text for a formula: a camera or a file may be named {@code
 * =HYPERLINK(…)} by somebody who means harm. A text that begins with {@code = + - @}, a tab, a
 * carriage return or a line feed gets an apostrophe in front, which spreadsheets show as plain text
 * (OWASP, "CSV Injection"). Only for cells of text: a number stays a number.
 */
final class FormulaGuard {
  private static final String DANGEROUS = "=+-@\t\r\n";

  private FormulaGuard() {}

  /** The text as a spreadsheet may have it; null stays null. */
  static String guarded(String text) {
    return text != null && !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0
        ? "'" + text
        : text;
  }
}
