package io.hearthwatch.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** "Did you mean": the known name that a wrong one is probably a slip of. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * {@code "; did you mean `x`?"} or nothing. A known name is proposed when a third of its letters
   * at most (and never fewer than two) must change, or when only the stage before its dot is
   * missing.
   */
  public static String among(Collection<String> known, String wrong) {
    return nearest(known, wrong).map(name -> "; did you mean `" + name + "`?").orElse("");
  }

  private static Optional<String> nearest(Collection<String> known, String wrong) {
    Optional<String> withoutStage =
        known.stream().filter(name -> name.endsWith("." + wrong)).sorted().findFirst();
    if (withoutStage.isPresent()) {
      return withoutStage;
    }
    return known.stream()
        .filter(name -> distance(name, wrong) >= 0)
        .min(
            Comparator.<String>comparingInt(name -> distance(name, wrong))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Letters to change, or −1 when they are too many. */
  private static int distance(String name, String wrong) {
    int most = Math.max(2, name.length() / 3);
    if (Math.abs(name.length() - wrong.length()) > most) {
      return -1;
    }
    return new LevenshteinDistance(most).apply(folded(name), folded(wrong));
  }

  /** Case and the choice between hyphen, underscore and dot are no difference. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }
}
