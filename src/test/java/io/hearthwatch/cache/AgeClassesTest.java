package io.hearthwatch.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgeClassesTest {
  private static final long NOW = 1_790_000_000_000L;

  private record Entry(long millis, long bytes) {}

  private static AgeClasses of(List<Entry> entries) {
    AgeClasses ages = new AgeClasses();
    entries.forEach(entry -> ages.add(entry.millis(), entry.bytes()));
    return ages;
  }

  /** What stays. */
  private static List<Entry> after(AgeClasses.Cut cut, List<Entry> entries) {
    return entries.stream().filter(entry -> !cut.takes(entry.millis(), entry.bytes())).toList();
  }

  private static long bytes(List<Entry> entries) {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  private static List<Entry> random(int count, long spanMillis) {
    Random random = new Random(count + spanMillis);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(new Entry(NOW - random.nextLong(spanMillis), 100_000 + random.nextInt(400_000)));
    }
    return entries;
  }

  /** A full cache of 1 TB, written over a month. */
  @Test
  void threeMillionEntriesAreAThousandClasses() {
    Random random = new Random(1);
    AgeClasses ages = new AgeClasses();
    long bytes = 0;
    int most = 0;
    for (int i = 0; i < 3_000_000; i++) {
      long size = 100_000 + random.nextInt(400_000);
      ages.add(NOW - random.nextLong(30L * 86_400_000), size);
      bytes += size;
      most = Math.max(most, ages.size());
    }
    assertThat(most).isLessThanOrEqualTo(AgeClasses.MOST);
    assertThat(ages.total()).isEqualTo(bytes);
  }

  @Test
  void theOldestGoUntilTheRestFits() {
    List<Entry> entries = random(1000, 1_000_000_000);
    List<Entry> byAge = new ArrayList<>(entries);
    byAge.sort(Comparator.comparingLong(Entry::millis));
    long keep = bytes(entries) / 8 * 7;

    List<Entry> kept = after(of(entries).cut(keep), entries);

    assertThat(bytes(kept)).isBetween(keep - 500_000, keep);
    assertThat(kept)
        .containsExactlyInAnyOrderElementsOf(byAge.subList(1000 - kept.size(), byAge.size()));
  }

  @Test
  void ofManyThoseThatGoAreOlderThanThoseThatStayButForAFiveHundredthOfTheTime() {
    long span = 30L * 86_400_000;
    List<Entry> entries = random(50_000, span);
    // One that was left for years must not make all others equally old.
    entries.add(new Entry(0, 100_000));
    long keep = bytes(entries) / 8 * 7;

    List<Entry> kept = after(of(entries).cut(keep), entries);

    assertThat(bytes(kept)).isBetween(keep - 500_000, keep);
    List<Entry> gone = new ArrayList<>(entries);
    gone.removeAll(kept);
    long youngestGone = gone.stream().mapToLong(Entry::millis).max().orElseThrow();
    long oldestKept = kept.stream().mapToLong(Entry::millis).min().orElseThrow();
    assertThat(youngestGone - oldestKept).isLessThan(span / 500);
  }

  @Test
  void allGoWhereNothingMayStay() {
    List<Entry> entries = random(100, 1000);
    assertThat(after(of(entries).cut(0), entries)).isEmpty();
    assertThat(after(of(entries).cut(-5), entries)).isEmpty();
  }

  @Test
  void ofEquallyOldOnesAsManyGoAsMustGo() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      entries.add(new Entry(NOW, 10));
    }
    assertThat(after(of(entries).cut(905), entries)).hasSize(90);
  }
}
