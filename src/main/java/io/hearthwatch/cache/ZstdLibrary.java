package io.hearthwatch.cache;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Optional;

/** Whether zstd's native library can be used in this process. Thread-safe; found out once. */
public final class ZstdLibrary {
  private static final Optional<String> PROBLEM = load();

  private ZstdLibrary() {}

  /**
   * Why the library cannot be used, as one sentence for a person; empty when it can. Without it
   * prepared frames are compressed by deflate, which is several times slower.
   */
  public static Optional<String> problem() {
    return PROBLEM;
  }

  private static Optional<String> load() {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      context.setLevel(1);
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of("zstd's native library cannot be loaded: " + e);
    }
  }
}
