package io.hearthwatch.local;

import io.hearthwatch.detect.onnx.ModelInspection;
import io.hearthwatch.detect.onnx.UnavailableProviderException;
import io.hearthwatch.detect.onnx.UnsupportedModelException;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.Parallelism;
import io.hearthwatch.schema.Migration;
import io.hearthwatch.schema.ReaderRole;
import io.hearthwatch.schema.SiteTimeZone;
import io.hearthwatch.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What every local run does around the product's job. */
public final class LocalJob {
  private LocalJob() {}

  /**
   * Tries the model: a job with one that does not fit would only fail later, and again with each
   * restart.
   *
   * @throws UnusableModelException if it does not fit; names the file
   */
  public static void checkModel(JobSettings settings) throws UnusableModelException {
    try {
      ModelInspection.of(settings.detect());
    } catch (IOException
        | UnsupportedModelException
        | UnavailableProviderException
        | IllegalArgumentException e) {
      throw new UnusableModelException(e.getMessage(), e);
    }
  }

  /** A directory as an element of {@code ingest.allowed-roots}. */
  public static String root(Path directory) {
    // A list is separated by commas, which a path may hold.
    return directory.toUri().toString().replace(",", "%2C");
  }

  /**
   * Brings the tables up to date, sets the site's time zone and lets readers read.
   *
   * @return the statements that somebody with more rights must run before readers may
   */
  public static List<String> migrate(JobSettings settings) throws SQLException {
    StoreSettings store = settings.store();
    Migration.migrate(store.jdbcUrl(), store.user(), store.password());
    try (Connection connection = store.connect()) {
      SiteTimeZone.set(connection, settings.risk().timeZone());
      return ReaderRole.grant(connection);
    }
  }

  /** The largest parallelism of any of the job's stages. */
  public static int slots(Parallelism p) {
    return Math.max(
        Math.max(Math.max(p.ingest(), p.admit()), Math.max(p.detect(), p.order())),
        Math.max(p.window(), p.store()));
  }
}
