package io.hearthwatch.detect.onnx;

/** Reads the literals that exporters print into a model's metadata: Python's and JSON's. */
final class LiteralReader {
  private final String text;
  private int position;

  LiteralReader(String text) {
    this.text = text;
  }

  /** Skips white space and takes the character when it comes next. */
  boolean accept(char wanted) {
    skipSpace();
    if (position < text.length() && text.charAt(position) == wanted) {
      position++;
      return true;
    }
    return false;
  }

  /** Takes the character, which must come next. */
  void expect(char wanted) throws UnsupportedModelException {
    if (!accept(wanted)) {
      throw broken("'" + wanted + "' expected");
    }
  }

  /** Takes a comma; before the end it may be missing. */
  void separator(char end) throws UnsupportedModelException {
    if (accept(',')) {
      return;
    }
    skipSpace();
    if (position >= text.length() || text.charAt(position) != end) {
      throw broken("',' or '" + end + "' expected");
    }
  }

  /** Checks that nothing follows. */
  void end() throws UnsupportedModelException {
    skipSpace();
    if (position < text.length()) {
      throw broken("end expected");
    }
  }

  /** Reads a number of at most nine digits, bare or quoted. */
  int integer() throws UnsupportedModelException {
    skipSpace();
    boolean quoted = position < text.length() && isQuote(text.charAt(position));
    int start = position;
    String digits = quoted ? string() : digits();
    if (!digits.matches("[0-9]{1,9}")) {
      position = start;
      throw broken("a class number expected");
    }
    return Integer.parseInt(digits);
  }

  private String digits() {
    int start = position;
    while (position < text.length() && Character.isDigit(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  /** Reads a string in single or double quotes. */
  String string() throws UnsupportedModelException {
    skipSpace();
    if (position >= text.length() || !isQuote(text.charAt(position))) {
      throw broken("a quoted name expected");
    }
    char quote = text.charAt(position++);
    StringBuilder value = new StringBuilder();
    while (position < text.length() && text.charAt(position) != quote) {
      char next = text.charAt(position++);
      value.append(next == '\\' ? escaped() : next);
    }
    if (position >= text.length()) {
      throw broken("a closing quote expected");
    }
    position++;
    return value.toString();
  }

  private char escaped() throws UnsupportedModelException {
    char kind = position < text.length() ? text.charAt(position++) : 0;
    return switch (kind) {
      case '\'', '"', '\\', '/' -> kind;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      default -> throw broken("an escape of ' \" \\ / n t r x u expected");
    };
  }

  private char hexadecimal(int digits) throws UnsupportedModelException {
    int end = position + digits;
    if (end > text.length() || !text.substring(position, end).matches("[0-9A-Fa-f]+")) {
      throw broken(digits + " hexadecimal digits expected");
    }
    char value = (char) Integer.parseInt(text.substring(position, end), 16);
    position = end;
    return value;
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private UnsupportedModelException broken(String problem) {
    return new UnsupportedModelException(
        "the model's metadata 'names' is not a dictionary or list of names: %s at character %d of %s"
            .formatted(
                problem, position, text.length() <= 200 ? text : text.substring(0, 200) + "…"));
  }
}
