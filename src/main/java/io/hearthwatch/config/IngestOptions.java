package io.hearthwatch.config;

import java.util.List;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Options {@code ingest.*}: which records and pictures are let in. */
public final class IngestOptions {
  /** Where frames may lie. */
  public static final JobOption<List<String>> ALLOWED_ROOTS =
      JobOption.ofResults(
          ConfigOptions.key("ingest.allowed-roots")
              .stringType()
              .asList()
              .noDefaultValue()
              .withDescription(
                  "Places under which every frame must lie, also after symbolic links and "
                      + "redirects are followed: paths, `file:`, `https:` or `http:` URIs, and "
                      + "those of stores that Flink has a file system for, such as "
                      + "`s3://bucket/frames`. A frame outside is rejected, so no record can make "
                      + "the job read anything else (docs/stores.md). As an argument: with commas "
                      + "between them."),
          RootRules.roots("/srv/frames"));

  /** Whether lost offsets are accepted. */
  public static final JobOption<Boolean> ACCEPT_GAP =
      JobOption.ofOperation(
          ConfigOptions.key("ingest.accept-gap")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Whether to go on when the broker no longer has the next records "
                      + "(retention). Otherwise the job stops and names the missing offsets; "
                      + "accepted ones are accounted for as gaps."),
          NumberRules.flag());

  /** Cameras that are heard. */
  public static final JobOption<List<String>> CAMERAS =
      JobOption.ofResults(
              ConfigOptions.key("ingest.cameras")
                  .stringType()
                  .asList()
                  .noDefaultValue()
                  .withDescription(
                      "Ids of the cameras that are heard; `*` stands for any characters, none "
                          + "included: `[front-door, garden-*]`. Records of any other are rejected "
                          + "(`unknown_camera`) before anything is kept of them, where otherwise "
                          + "every new id costs some state for ever. Left out, every camera is heard. A "
                          + "further name is another result version, as it changes outcomes; one that "
                          + "a pattern covers already is not. As an argument: with commas between "
                          + "them."),
              RecordRules.cameras("front-door"))
          .cameLater();

  /** Largest record. */
  public static final JobOption<MemorySize> MAX_RECORD_SIZE =
      JobOption.ofResults(
          ConfigOptions.key("ingest.max-record-size")
              .memoryType()
              .defaultValue(MemorySize.parse("64 kb"))
              .withDescription("Largest record; larger ones are rejected."),
          NumberRules.size("1 bytes", "64 kb", "64 kb"));

  private IngestOptions() {}
}
