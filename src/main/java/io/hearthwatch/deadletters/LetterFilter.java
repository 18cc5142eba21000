package io.hearthwatch.deadletters;

import io.hearthwatch.domain.RecordCoordinates;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which rejected records are meant: those that meet all that is given.
 *
 * @param resultVersion set of results that rejected them
 * @param at only this one; null for all
 * @param reasons codes; empty for all
 * @param cameras empty for all
 * @param states empty for all
 * @param from recorded at or after; null for all
 * @param to recorded before; null for all
 */
public record LetterFilter(
    String resultVersion,
    RecordCoordinates at,
    Set<String> reasons,
    Set<String> cameras,
    Set<LetterState> states,
    Instant from,
    Instant to) {

  /** All of one set of results. */
  public static LetterFilter all(String resultVersion) {
    return new LetterFilter(resultVersion, null, Set.of(), Set.of(), Set.of(), null, null);
  }

  /** One record. */
  public static LetterFilter one(String resultVersion, RecordCoordinates at) {
    return new LetterFilter(resultVersion, at, Set.of(), Set.of(), Set.of(), null, null);
  }

  /** The same, of these states only. */
  public LetterFilter in(Set<LetterState> states) {
    return new LetterFilter(resultVersion, at, reasons, cameras, states, from, to);
  }

  /** A condition on {@code bi.dead_letter l}, and the parameters for it. */
  Condition condition() {
    Condition condition = new Condition();
    condition.and("l.result_version = ?", resultVersion);
    if (at != null) {
      condition.and("l.kafka_topic = ?", at.topic());
      condition.and("l.kafka_partition = ?", at.partition());
      condition.and("l.kafka_offset = ?", at.offset());
    }
    anyOf(condition, "l.reason", reasons);
    anyOf(condition, "l.camera_id", cameras);
    anyOf(condition, "l.state", states.stream().map(LetterState::code).toList());
    if (from != null) {
      condition.and("l.recorded_at >= ?", from.atOffset(ZoneOffset.UTC));
    }
    if (to != null) {
      condition.and("l.recorded_at < ?", to.atOffset(ZoneOffset.UTC));
    }
    return condition;
  }

  private static void anyOf(Condition condition, String column, Collection<String> values) {
    if (!values.isEmpty()) {
      condition.and(column + " = ANY (?::text[])", values.toArray(String[]::new));
    }
  }

  /** Grows by {@code AND}. */
  static final class Condition {
    private final List<String> terms = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    void and(String term, Object... values) {
      terms.add(term);
      parameters.addAll(List.of(values.length == 0 ? new Object[0] : wrap(values)));
    }

    private static Object[] wrap(Object[] values) {
      return values instanceof String[] texts ? new Object[] {texts} : values;
    }

    String sql() {
      return String.join(" AND ", terms);
    }

    List<Object> parameters() {
      return parameters;
    }
  }
}
