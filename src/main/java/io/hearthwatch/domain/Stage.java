package io.hearthwatch.domain;

import java.util.Locale;

/** How final a batch or event row is; of two rows on the same frames the later stage wins. */
public enum Stage {
  /** Written at once because of something urgent, while the window is open. */
  PROVISIONAL,
  /** Written because the camera fell silent, before its clock passed the window's end. */
  INTERIM,
  /** The camera's clock has passed the window's end; frames within the lateness still revise it. */
  CLOSED;

  /** The name used in tables and messages: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
