package io.hearthwatch.config;

import org.apache.flink.configuration.ConfigOptions;

/** Options {@code <stage>.parallelism}: subtasks per stage. */
public final class ParallelismOptions {
  /** Subtasks of ingest. */
  public static final JobOption<Integer> INGEST =
      JobOption.ofOperation(
          ConfigOptions.key("ingest.parallelism")
              .intType()
              .defaultValue(1)
              .withDescription(
                  "Subtasks that read Kafka; more than the topic has partitions stay " + "idle."),
          NumberRules.integer(1, 1_024, 1));

  /** Subtasks of admit. */
  public static final JobOption<Integer> ADMIT =
      JobOption.ofOperation(
          ConfigOptions.key("admit.parallelism")
              .intType()
              .defaultValue(1)
              .withDescription("Subtasks that decide each frame's fate."),
          NumberRules.integer(1, 1_024, 1));

  /** Subtasks of detect. */
  public static final JobOption<Integer> DETECT =
      JobOption.ofOperation(
          ConfigOptions.key("detect.parallelism")
              .intType()
              .defaultValue(1)
              .withDescription("Subtasks that read and search pictures: the stage that costs."),
          NumberRules.integer(1, 1_024, 1));

  /** Subtasks of order. */
  public static final JobOption<Integer> ORDER =
      JobOption.ofOperation(
          ConfigOptions.key("order.parallelism")
              .intType()
              .defaultValue(1)
              .withDescription("Subtasks that restore each camera's sequence."),
          NumberRules.integer(1, 1_024, 1));

  /** Subtasks of window. */
  public static final JobOption<Integer> WINDOW =
      JobOption.ofOperation(
          ConfigOptions.key("window.parallelism")
              .intType()
              .defaultValue(1)
              .withDescription("Subtasks that gather and assess."),
          NumberRules.integer(1, 1_024, 1));

  /** Subtasks of store. */
  public static final JobOption<Integer> STORE =
      JobOption.ofOperation(
          ConfigOptions.key("store.parallelism")
              .intType()
              .defaultValue(1)
              .withDescription(
                  "Subtasks that write to Postgres and Kafka, each with its connection."),
          NumberRules.integer(1, 1_024, 1));

  private ParallelismOptions() {}
}
