package io.hearthwatch.local;

import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Keeps the servers inside this JVM from burying the program's own words in the log. */
final class QuietLogging {
  /** Warnings about single-node operation and about clients of a closed broker say nothing. */
  private static final Map<String, Level> LEVELS =
      Map.of(
          "kafka", Level.ERROR,
          "state.change.logger", Level.ERROR,
          "org.apache.kafka", Level.WARN,
          "org.apache.kafka.clients.NetworkClient", Level.ERROR,
          "org.apache.kafka.clients.producer.internals.Sender", Level.ERROR,
          "org.apache.kafka.controller", Level.ERROR,
          "io.zonky", Level.WARN);

  private QuietLogging() {}

  /**
   * Raises the servers' loggers to what needs attention, except those that the logging
   * configuration names itself. Does nothing under another logging system than Log4j.
   */
  static void apply() {
    if (!(LogManager.getContext(false) instanceof LoggerContext context)) {
      return;
    }
    Map<String, LoggerConfig> configured = context.getConfiguration().getLoggers();
    LEVELS.forEach(
        (logger, level) -> {
          if (!configured.containsKey(logger)) {
            Configurator.setLevel(logger, level);
          }
        });
  }
}
