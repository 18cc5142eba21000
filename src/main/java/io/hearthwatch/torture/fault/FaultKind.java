package io.hearthwatch.torture.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** All kinds of faults. */
public enum FaultKind {
  /** {@code kill -9} of a task manager; another is started. */
  TASK_MANAGER_KILLED(Processes::taskManagerKilled),
  /** {@code kill -9} of the job manager; another is started. */
  JOB_MANAGER_KILLED(Processes::jobManagerKilled),
  /** {@code kill -9} of ZooKeeper; it is started on its data. */
  ZOOKEEPER_KILLED(Processes::zooKeeperKilled),
  /** {@code kill -9} of the broker; it is started on its data. */
  BROKER_KILLED(Processes::brokerKilled),
  /** {@code kill -9} of Postgres with all its backends; it recovers from its log. */
  DATABASE_KILLED(Processes::databaseKilled),
  /** A task manager is stopped in its tracks until it has been given up, and goes on. */
  TASK_MANAGER_FROZEN(Processes::taskManagerFrozen, 8_000),
  /** The job manager, likewise. */
  JOB_MANAGER_FROZEN(Processes::jobManagerFrozen, 8_000),
  /** Connections to broker, database or both are cut. */
  CONNECTIONS_CUT(Connections::cut),
  /** They stay open and silent. */
  CONNECTIONS_HANGING(Connections::hanging, 3_000),
  /** The database's door is closed. */
  DATABASE_REFUSING(Connections::databaseRefusing),
  /** The database answers after a tenth to half a second. */
  DATABASE_SLOW(Connections::databaseSlow, 2_000),
  /** The database has no session left. */
  DATABASE_AT_ITS_LIMIT(DatabaseRefusals::atItsLimit),
  /** The database lets nobody write. */
  DATABASE_READ_ONLY(DatabaseRefusals::readOnly),
  /** The disk of checkpoints is full. */
  CHECKPOINTS_FULL(CheckpointStorage::full, 2_000),
  /** The disk of checkpoints cannot be written. */
  CHECKPOINTS_READ_ONLY(CheckpointStorage::readOnly, 2_000),
  /** Another parallelism while the job runs. */
  RESCALED(JobChanges::rescaled, Rule.ALONE),
  /** Savepoint, end, and start at another parallelism. */
  RESCALED_FROM_SAVEPOINT(JobChanges::rescaledFromSavepoint, Rule.ALONE),
  /** Another build of the jar, by a savepoint. */
  JAR_REPLACED(JobChanges::jarReplaced, Rule.ALONE),
  /** The broker removed records that the job had not read. */
  OFFSETS_EXPIRED(OffsetsExpired::new, Rule.ALONE);

  private final Function<Target, Fault> maker;
  private final int atLeastMillis;
  private final boolean alone;

  /** How a kind goes with others. */
  private enum Rule {
    ALONE
  }

  FaultKind(Function<Target, Fault> maker) {
    this(maker, 0, false);
  }

  FaultKind(Function<Target, Fault> maker, int atLeastMillis) {
    this(maker, atLeastMillis, false);
  }

  FaultKind(Function<Target, Fault> maker, Rule rule) {
    this(maker, 0, rule == Rule.ALONE);
  }

  FaultKind(Function<Target, Fault> maker, int atLeastMillis, boolean alone) {
    this.maker = maker;
    this.atLeastMillis = atLeastMillis;
    this.alone = alone;
  }

  /** One of this kind. */
  public Fault on(Target target) {
    return maker.apply(target);
  }

  /** Shortest time for which it makes sense, in milliseconds. */
  public int atLeastMillis() {
    return atLeastMillis;
  }

  /** Whether it never comes together with another: a person would not do that, or not then. */
  public boolean isAlone() {
    return alone;
  }

  /** Whether it needs the small disk for checkpoints. */
  public boolean needsCheckpointDisk() {
    return this == CHECKPOINTS_FULL || this == CHECKPOINTS_READ_ONLY;
  }

  /** As it is written in schedules and reports: lower case, with hyphens. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that code. */
  public static Optional<FaultKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }
}
