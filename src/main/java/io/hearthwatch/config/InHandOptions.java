package io.hearthwatch.config;

import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** Options {@code detect.*} against a frame that ends the process which searches it. */
public final class InHandOptions {
  /** Frames that are not touched. */
  public static final JobOption<List<String>> SKIP_OFFSETS =
      JobOption.ofOperation(
              ConfigOptions.key("detect.skip-offsets")
                  .stringType()
                  .asList()
                  .noDefaultValue()
                  .withDescription(
                      "Records of `kafka.frames-topic` whose pictures are neither read nor "
                          + "decoded, each as topic-partition@offset, as the log names one that was "
                          + "in hand when a process died. Each is rejected (`skipped`), whether it is "
                          + "read now or comes out of a checkpoint. Not part of the digest: the "
                          + "ledger says which frames it was "
                          + "(docs/decisions/0027-a-frame-that-kills.md). As an argument: with "
                          + "commas between them."),
              RecordRules.records("frames-0@41207"))
          .optional();

  /** Where frames in hand are written down. */
  public static final JobOption<String> DIRECTORY =
      JobOption.ofOperation(
              ConfigOptions.key("detect.in-hand-directory")
                  .stringType()
                  .noDefaultValue()
                  .withDescription(
                      "Directory on each task manager's own disk in which it says which frame each "
                          + "thread is searching, so that a process which dies leaves a word of it. "
                          + "It must outlive the process; in containers, name a volume. Left out: "
                          + "`hearthwatch-in-hand-<user>` under the temporary directory of the "
                          + "task manager's JVM."),
              TextRules.name("a directory", "/var/lib/hearthwatch/in-hand"))
          .optional();

  private InHandOptions() {}
}
