package io.hearthwatch.simulate;

import static io.hearthwatch.simulate.Scene.DRIVEWAY;
import static io.hearthwatch.simulate.Scene.FRONT_DOOR;
import static io.hearthwatch.simulate.Scene.GARDEN;
import static io.hearthwatch.simulate.Scene.STREET;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Ten harmless minutes, meant to start at 14:00: neighbours, cars, the post, long empty stretches.
 */
final class QuietAfternoon {
  static final String NAME = "quiet-afternoon";

  private QuietAfternoon() {}

  static Story startingAt(Instant start) {
    Act afternoon =
        new ActScript(Duration.ZERO, Duration.ofMinutes(10), Lighting.DAY)
            .show(STREET, "car.blue", "12 -110,252; 18 760,252")
            .show(STREET, "person.green", "30 -20,212; 47 660,212")
            .show(STREET, "person.violet", "95 660,336; 110 -30,336")
            .show(STREET, "dog.golden", "96 690,342; 111 -30,342")
            .show(STREET, "car.teal", "200 790,292; 206 -150,292")
            .show(STREET, "car.raspberry", "380 -110,252; 386 760,252")
            .show(STREET, "person.cyan", "420 -30,338; 435 670,338")
            .show(DRIVEWAY, "car.teal", "195 700,160; 202 -60,160")
            .show(
                DRIVEWAY,
                "car.blue",
                "290 -50,161; 295 300,163; 300 330,215; 306 345,330; 590 stay")
            .show(DRIVEWAY, "person.lime", "312 480,318; 322 680,318")
            .show(
                FRONT_DOOR,
                "person.red",
                "130 172,132; 139 262,268; 142 500,262; 158 stay; 162 262,272; 170 170,130")
            .show(
                GARDEN,
                "dog.golden",
                "480 -40,240; 490 250,300; 505 stay; 520 480,200; 526 700,230")
            .act();
    return new Story(NAME, start, List.of(afternoon));
  }
}
