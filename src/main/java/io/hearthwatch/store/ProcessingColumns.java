package io.hearthwatch.store;

import java.util.Set;

/**
 * The columns that tell how a row came about rather than what it says. Two runs over the same
 * records may differ in these and in no others, so every comparison of tables leaves them out.
 */
public final class ProcessingColumns {

  /** Their names, the same in every table. */
  public static final Set<String> NAMES =
      Set.of("ingested_at", "written_at", "stage", "closed_by", "attempts", "after_gap");

  private ProcessingColumns() {}
}
