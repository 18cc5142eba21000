package io.hearthwatch.torture.check;

import java.util.List;

/**
 * One thing that is not as it must be.
 *
 * @param kind what is wrong with it
 * @param place table or topic
 * @param key the row or message: {@code 3@1207} for a ledger row (partition, offset), else its id
 * @param what column or aspect; empty where the row as a whole is meant
 * @param expected what must be; empty for nothing
 * @param found what is; empty for nothing
 * @param history the records, acts and writes that led to it, a line for each; only the first
 *     difference of a comparison has one
 */
public record Difference(
    Kind kind,
    String place,
    String key,
    String what,
    String expected,
    String found,
    List<String> history) {

  /** What may be wrong. Of two differences the one of the earlier kind is nearer to the cause. */
  public enum Kind {
    /** The topic of frames is not what was played: the run says nothing about the job. */
    NOT_AS_PLAYED,
    /** It must be there and is not. */
    MISSING,
    /** It is there and must not be. */
    BEYOND,
    /** It is there and is otherwise. */
    WRONG,
    /** A write took a row back to an earlier revision or stage, or took it away. */
    WENT_BACK,
    /** A record had one outcome and later another. */
    CHANGED
  }

  /** The same with its history. */
  Difference with(List<String> lines) {
    return new Difference(kind, place, key, what, expected, found, List.copyOf(lines));
  }

  /** One line without the history. */
  @Override
  public String toString() {
    return "%s %s %s%s: expected %s, found %s"
        .formatted(
            kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
            place,
            key,
            what.isEmpty() ? "" : " " + what,
            expected.isEmpty() ? "nothing" : expected,
            found.isEmpty() ? "nothing" : found);
  }
}
