package io.hearthwatch.config;

import org.apache.flink.configuration.ConfigOptions;

/** Options {@code result.*}: the name of what is computed. */
public final class ResultOptions {
  /** Name of the result version; the name that a digest is kept under, so no part of it. */
  public static final JobOption<String> VERSION =
      JobOption.ofOperation(
          ConfigOptions.key("result.version")
              .stringType()
              .defaultValue("main")
              .withDescription(
                  "Name under which results are written. A name belongs to one model and "
                      + "one set of the options that change results; with others, take another "
                      + "name."),
          TextRules.resultVersion("main"));

  private ResultOptions() {}
}
