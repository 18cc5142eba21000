package io.hearthwatch.doctor;

import io.hearthwatch.cache.ZstdLibrary;
import java.util.List;

/** The native library of zstd, for prepared frames that are kept and for Kafka's records. */
public record ZstdCheck() implements Check {
  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public String remedy() {
    return "put zstd-jni of target/lib into the cluster's lib/; it unpacks its library into the"
        + " temporary directory, which must allow to run what lies there";
  }

  @Override
  public List<Finding> run() {
    return List.of(
        ZstdLibrary.problem()
            .map(
                problem ->
                    Finding.fallback(
                        name(),
                        problem
                            + "; kept frames are compressed by deflate, several times slower, and"
                            + " Kafka's records must come as gzip or plain",
                        remedy() + "; until then set compression.type=gzip on the topics"))
            .orElse(Finding.ok(name(), "native library loaded")));
  }
}
