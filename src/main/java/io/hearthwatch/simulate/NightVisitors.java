package io.hearthwatch.simulate;

import static io.hearthwatch.simulate.Scene.DRIVEWAY;
import static io.hearthwatch.simulate.Scene.FRONT_DOOR;
import static io.hearthwatch.simulate.Scene.GARDEN;
import static io.hearthwatch.simulate.Scene.STREET;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Ten minutes of one night, meant to start at 02:00: from empty streets to people at every door.
 */
final class NightVisitors {
  static final String NAME = "night-visitors";

  private NightVisitors() {}

  static Story startingAt(Instant start) {
    Act night =
        new ActScript(Duration.ZERO, Duration.ofMinutes(10), Lighting.NIGHT)
            .show(STREET, "car.teal", "100 790,292; 106 -150,292")
            .show(STREET, "dog.golden", "130 -30,338; 138 410,338; 158 stay; 165 680,338")
            .show(STREET, "car.blue", "186 -110,252; 194 300,252; 540 stay; 546 790,252")
            .show(STREET, "person.cyan", "400 660,338; 416 -30,338")
            .show(DRIVEWAY, "person.indigo", "205 -15,178; 218 300,190; 232 500,330; 238 660,345")
            .show(
                DRIVEWAY,
                "car.raspberry",
                "430 -50,161; 435 300,163; 441 330,215; 449 345,330; 595 stay")
            .show(DRIVEWAY, "person.green", "455 470,318; 500 stay; 510 680,330")
            .show(
                GARDEN,
                "person.indigo",
                "245 -30,235; 256 220,260; 268 540,286; 500 stay; 512 220,250; 520 -30,230")
            .show(
                GARDEN,
                "person.red",
                "300 -30,225; 316 260,240; 330 420,262; 505 stay; 522 -30,228")
            .show(
                FRONT_DOOR,
                "person.violet",
                "360 170,130; 372 262,268; 376 470,268; 480 stay; 484 262,268; 494 172,132")
            .show(FRONT_DOOR, "person.lime", "380 170,130; 394 262,278; 470 stay; 482 170,130")
            .act();
    return new Story(NAME, start, List.of(night));
  }
}
