package io.hearthwatch.torture.history;

import java.time.Duration;

/** What is special about a camera, and at which hour of the site it lives. */
enum CameraKind {
  /** Nothing; at noon. */
  STEADY("front-door", Duration.ofHours(12)),
  /** Its clock steps back and forth, in the night in which summer time begins. */
  STEPPING("driveway", Duration.ofMinutes(105)),
  /** Its pictures overtake each other, come late and too late; at the end of a night. */
  TARDY("garden", Duration.ofMinutes(290)),
  /** It is off-line for an hour, which it then uploads in order; at the beginning of a night. */
  OFFLINE("garage", Duration.ofMinutes(1250)),
  /** It writes what is no reference, under wrong keys, from other centuries. */
  HOSTILE("back_door", Duration.ofHours(13)),
  /** Its files are replaced, and come later than their references. */
  SHIFTING("street", Duration.ofHours(23)),
  /** Its pictures are broken, too large, or not what their references say. */
  BROKEN("Hallway-2", Duration.ofHours(15)),
  /** It sends one picture a minute. */
  SPARSE("shed", Duration.ofHours(16));

  private final String id;
  private final Duration hour;

  CameraKind(String id, Duration hour) {
    this.id = id;
    this.hour = hour;
  }

  /** The kind of the camera of this number, from 0. */
  static CameraKind of(int number) {
    return values()[number % values().length];
  }

  /** Id of the camera of this number. */
  String id(int number) {
    int round = number / values().length;
    return round == 0 ? id : id + "_" + round;
  }

  /** When it begins, counted from the history's base. */
  Duration hour() {
    return hour;
  }
}
