package io.hearthwatch.doctor;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.List;

/** The native library of zstd, which most producers of frame references compress with. */
public record ZstdCheck() implements Check {
  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public String remedy() {
    return "put zstd-jni of target/lib into the cluster's lib/; it has a library for Linux, macOS"
        + " and Windows on usual processors, and unpacks it into the temporary directory";
  }

  @Override
  public List<Finding> run() {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      context.setLevel(1);
      return List.of(Finding.ok(name(), "native library loaded"));
    } catch (LinkageError e) {
      return List.of(
          Finding.fallback(
              name(),
              "the native library cannot be loaded (" + e + "): records must come as gzip or plain",
              remedy() + "; until then set compression.type=gzip on the topics"));
    }
  }
}
