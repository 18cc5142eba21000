package io.hearthwatch.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What a result version stands for, besides the model: SHA-256 over the options that results depend
 * on.
 *
 * <p>The text that is hashed has one line {@code key=value} per option with {@link
 * Affects#RESULTS}, in the order of the keys, each ended by a line feed, in UTF-8. Values are in
 * canonical form, so {@code 90 s} and {@code 1500 ms} times sixty are the same: durations as {@code
 * 90000 ms}, sizes as {@code 65536 bytes}, confidences in ten-thousandths, roots sorted with one
 * space between them. The allowed roots are part of it because they decide which frames are
 * rejected. Defaults count like values that were given, except those of options that {@link
 * JobOption#cameLater() came later}.
 */
final class ConfigDigest {
  private ConfigDigest() {}

  /** 64 lower-case hex digits. */
  static String of(ReadableConfig values) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] text = canonicalText(values).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The text that is hashed. */
  static String canonicalText(ReadableConfig values) {
    return JobOptions.ALL.stream()
        .filter(option -> option.standsInDigest(values))
        .sorted(Comparator.comparing(JobOption::key))
        .map(option -> option.key() + "=" + option.canonicalIn(values) + "\n")
        .collect(Collectors.joining());
  }
}
