package io.hearthwatch.simulate;

import static io.hearthwatch.simulate.Scene.DRIVEWAY;
import static io.hearthwatch.simulate.Scene.FRONT_DOOR;
import static io.hearthwatch.simulate.Scene.GARDEN;
import static io.hearthwatch.simulate.Scene.STREET;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The story for showing everything: an ordinary afternoon, an evening with somebody who waits too
 * long, a night with visitors at the back door. Three acts of 3, 3 and 4.5 minutes at 14:00, 20:30
 * and 02:00 when it starts at 14:00; each begins on a multiple of 90 s.
 */
final class DayAndNight {
  static final String NAME = "day-and-night";

  private DayAndNight() {}

  static Story startingAt(Instant start) {
    return new Story(NAME, start, List.of(afternoon(), evening(), night()));
  }

  /** Cars and walkers pass, a parcel is delivered, a dog crosses the garden. */
  private static Act afternoon() {
    return new ActScript(Duration.ZERO, Duration.ofMinutes(3), Lighting.DAY)
        .show(STREET, "car.blue", "4 -110,252; 9.5 760,252")
        .show(STREET, "person.green", "12 -20,212; 29 660,212")
        .show(STREET, "car.teal", "38 790,292; 43 -150,292")
        .show(STREET, "person.cyan", "62 660,338; 76 -30,338")
        .show(STREET, "car.raspberry", "70 -110,252; 76 760,252")
        .show(STREET, "person.violet", "128 -20,334; 144 660,334")
        .show(STREET, "dog.golden", "126.5 -20,342; 142.5 670,342")
        .show(DRIVEWAY, "car.blue", "8 -60,160; 15 700,160")
        .show(DRIVEWAY, "person.green", "140 -15,178; 160 655,178")
        .show(
            FRONT_DOOR,
            "person.red",
            "20 172,132; 28 262,268; 31 500,262; 44 stay; 48 270,272; 56 170,130")
        .show(GARDEN, "dog.golden", "100 -40,240; 108 250,300; 114 stay; 121 470,190; 126 700,230")
        .act();
  }

  /** A car comes home; somebody waits at the front door for a minute and a half. */
  private static Act evening() {
    return new ActScript(Duration.ofMinutes(390), Duration.ofMinutes(3), Lighting.DUSK)
        .show(STREET, "car.raspberry", "3 -110,252; 9 760,252")
        .show(STREET, "person.indigo", "15 660,336; 31 -30,336")
        .show(STREET, "person.lime", "18 680,342; 35 -30,342")
        .show(STREET, "car.teal", "110 790,292; 115 -150,292")
        .show(DRIVEWAY, "car.raspberry", "10 -50,161; 15 300,163; 20 330,215; 26 345,330; 100 stay")
        .show(DRIVEWAY, "person.cyan", "32 440,318; 40 620,300; 44 700,300")
        .show(
            FRONT_DOOR,
            "person.violet",
            "70 170,130; 82 262,268; 86 440,272; 168 stay; 172 262,268; 179 172,134")
        .show(GARDEN, "dog.golden", "20 700,250; 30 300,280; 42 stay; 54 -40,220")
        .act();
  }

  /** A car stops, two people look around and then stay at the back door, a third keeps watch. */
  private static Act night() {
    return new ActScript(Duration.ofHours(12), Duration.ofSeconds(270), Lighting.NIGHT)
        .show(STREET, "car.blue", "6 -110,252; 13 430,252; 80 stay; 86 800,252")
        .show(STREET, "car.teal", "205 790,292; 210 -150,292")
        .show(STREET, "person.green", "215 -20,212; 232 660,212")
        .show(DRIVEWAY, "person.indigo", "40 655,178; 50 390,190; 62 180,330; 66 20,345")
        .show(DRIVEWAY, "person.red", "45 655,178; 56 400,195; 70 210,330; 74 40,348")
        .show(DRIVEWAY, "person.violet", "95 655,178; 104 418,236; 255 stay; 265 655,178")
        .show(
            GARDEN,
            "person.indigo",
            "74 -30,235; 84 200,270; 94 540,285; 180 stay; 190 470,290; 262 stay")
        .show(
            GARDEN,
            "person.red",
            "80 -30,225; 92 230,240; 104 400,262; 170 stay; 178 580,272; 266 stay")
        .show(
            FRONT_DOOR,
            "person.lime",
            "150 172,132; 160 262,268; 163 420,280; 176 stay; 180 262,268; 188 172,132")
        .act();
  }
}
