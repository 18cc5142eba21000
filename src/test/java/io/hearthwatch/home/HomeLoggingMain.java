package io.hearthwatch.home;

import io.hearthwatch.local.DurableDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.util.Clock;

/** Logs as a home does, over many days, in a process of its own: {@code DIR DAYS LINES-A-DAY}. */
public final class HomeLoggingMain {
  private HomeLoggingMain() {}

  /** The clock that Log4j is told to use; begins when files do that are made now. */
  public static final class Days implements Clock {
    private static final AtomicLong NOW = new AtomicLong(System.currentTimeMillis());

    @Override
    public long currentTimeMillis() {
      return NOW.get();
    }
  }

  public static void main(String[] arguments) throws Exception {
    HomeLogging.to(Path.of(arguments[0]));
    Logger product = LogManager.getLogger(HomeLoggingMain.class);
    Logger server = LogManager.getLogger(DurableDatabase.LOGGER);
    String padding = ".".repeat(400);
    for (int day = 0; day < Integer.parseInt(arguments[1]); day++) {
      for (int line = 0; line < Integer.parseInt(arguments[2]); line++) {
        product.info("line {} of day {} {}", line, day, padding);
      }
      server.info("server on day {}", day);
      Days.NOW.addAndGet(Duration.ofDays(1).toMillis());
    }
    HomeLogging.end();
  }
}
