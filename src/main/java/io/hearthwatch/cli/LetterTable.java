package io.hearthwatch.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lines in columns as wide as what stands in them; the last one is not filled up. */
final class LetterTable {
  private final List<String[]> lines = new ArrayList<>();

  LetterTable(String... heads) {
    lines.add(heads);
  }

  void add(String... cells) {
    lines.add(cells);
  }

  void print(PrintWriter out) {
    int[] widths = new int[lines.get(0).length];
    for (String[] line : lines) {
      for (int i = 0; i < line.length; i++) {
        widths[i] = Math.max(widths[i], line[i].codePointCount(0, line[i].length()));
      }
    }
    for (String[] line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.length; i++) {
        text.append(line[i]);
        int used = line[i].codePointCount(0, line[i].length());
        text.append(" ".repeat(widths[i] - used + 2));
      }
      out.println(text.toString().stripTrailing());
    }
  }
}
