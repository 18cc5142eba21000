package io.hearthwatch.home;

import io.hearthwatch.local.OtherMajorException;
import io.hearthwatch.text.Explained;
import java.io.IOException;
import java.nio.file.Path;

/** The home's tables were written by a Postgres that this version does not bring. */
public final class OtherPostgresException extends IOException implements Explained {
  private static final long serialVersionUID = 1L;

  /**
   * @param home the data folder, absolute
   */
  OtherPostgresException(Path home, OtherMajorException cause) {
    super(
        """
        %1$s. These take the tables over, while nothing runs on the folder:
          ./hearthwatch backup --data %2$s --out %2$s/backup-of-%3$s
          mv %2$s/postgres/data %2$s/postgres-%3$s
          ./hearthwatch restore --data %2$s --from %2$s/backup-of-%3$s
        Then start again. When all is well, backup-of-%3$s and postgres-%3$s can be deleted."""
            .formatted(cause.getMessage(), home, cause.found()),
        cause);
  }
}
