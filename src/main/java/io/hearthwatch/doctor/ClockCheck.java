package io.hearthwatch.doctor;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.List;

/**
 * The time: what this machine takes it for, where, and by which rules.
 *
 * @param clock of this machine
 * @param zone where the cameras stand
 * @param zoneSource where the zone was said
 * @param rules version of the time zone database: a year and a letter
 */
public record ClockCheck(Clock clock, ZoneId zone, String zoneSource, String rules)
    implements Check {
  /** Governments change their clocks at short notice, few in two years. */
  private static final int OLD_YEARS = 2;

  /** Of this machine. */
  public static ClockCheck ofThisMachine(ZoneId zone, String zoneSource) {
    return new ClockCheck(
        Clock.systemUTC(),
        zone,
        zoneSource,
        ZoneRulesProvider.getVersions("Europe/London").lastKey());
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String remedy() {
    return "report it";
  }

  @Override
  public List<Finding> run() {
    ZonedDateTime now = clock.instant().truncatedTo(ChronoUnit.SECONDS).atZone(zone);
    String found =
        "%s in %s (%s), rules of %s".formatted(now.toOffsetDateTime(), zone, zoneSource, rules);
    int age = now.getYear() - Integer.parseInt(rules.substring(0, 4));
    if (age < 0) {
      return List.of(
          Finding.problem(
              name(),
              found + ": the clock is behind its own rules",
              "set the clock, best by NTP: frames would be refused as from the future"));
    }
    if (age > OLD_YEARS) {
      return List.of(
          Finding.warning(
              name(),
              found + ": they are old",
              "update the JDK; night begins an hour off where clocks have changed since"));
    }
    return List.of(Finding.ok(name(), found));
  }
}
