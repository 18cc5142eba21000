package io.hearthwatch.overload;

/** How much a camera's frames matter when there are more than can be searched. */
public enum Priority {
  /** Shed first: when a frame would wait longer than half of what is bearable. */
  LOW,
  /** Shed when a frame would wait longer than is bearable. */
  NORMAL,
  /** Never shed, however long the frame would wait. */
  HIGH
}
