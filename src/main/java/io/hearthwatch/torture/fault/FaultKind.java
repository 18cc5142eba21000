package io.hearthwatch.torture.fault;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All kinds of faults. */
public enum FaultKind {
  /** {@code kill -9} of a task manager; another is started. */
  TASK_MANAGER_KILLED(Processes::taskManagerKilled, Part.CLUSTER),
  /** {@code kill -9} of the job manager; another is started. */
  JOB_MANAGER_KILLED(Processes::jobManagerKilled, Part.CLUSTER),
  /** {@code kill -9} of ZooKeeper; it is started on its data. */
  ZOOKEEPER_KILLED(Processes::zooKeeperKilled, Part.CLUSTER),
  /** {@code kill -9} of all four at once, as when a machine is switched off and on. */
  CLUSTER_KILLED(Processes::clusterKilled, Part.CLUSTER),
  /** {@code kill -9} of the broker; it is started on its data. */
  BROKER_KILLED(Processes::brokerKilled, Part.BROKER),
  /** {@code kill -9} of Postgres with all its backends; it recovers from its log. */
  DATABASE_KILLED(Processes::databaseKilled, Part.DATABASE),
  /** A task manager is stopped in its tracks until it has been given up, and goes on. */
  TASK_MANAGER_FROZEN(Processes::taskManagerFrozen, Part.CLUSTER),
  /** The job manager, likewise. */
  JOB_MANAGER_FROZEN(Processes::jobManagerFrozen, 8_000, Part.CLUSTER),
  /** Connections to broker, database or both are cut. */
  CONNECTIONS_CUT(Connections::cut, Part.BROKER, Part.DATABASE),
  /** They stay open and silent. */
  CONNECTIONS_HANGING(Connections::hanging, 3_000, Part.BROKER, Part.DATABASE),
  /** They stay open and silent for longer than the job waits for an answer. */
  CONNECTIONS_SILENT(Connections::silent, Part.BROKER, Part.DATABASE),
  /** The database's door is closed. */
  DATABASE_REFUSING(Connections::databaseRefusing, Part.DATABASE),
  /** The database answers after a tenth to half a second. */
  DATABASE_SLOW(Connections::databaseSlow, 2_000, Part.DATABASE),
  /** The database answers later than the job waits for it. */
  DATABASE_TOO_SLOW(Connections::databaseTooSlow, Part.DATABASE),
  /** The database has no session left. */
  DATABASE_AT_ITS_LIMIT(DatabaseRefusals::atItsLimit, Part.DATABASE),
  /** The database lets nobody write. */
  DATABASE_READ_ONLY(DatabaseRefusals::readOnly, Part.DATABASE),
  /** The disk of checkpoints is full. */
  CHECKPOINTS_FULL(CheckpointStorage::full, Part.CHECKPOINTS),
  /** The disk of checkpoints cannot be written. */
  CHECKPOINTS_READ_ONLY(CheckpointStorage::readOnly, Part.CHECKPOINTS),
  /** Another parallelism while the job runs. */
  RESCALED(JobChanges::rescaled, Part.values()),
  /** Savepoint, end, and start at another parallelism. */
  RESCALED_FROM_SAVEPOINT(JobChanges::rescaledFromSavepoint, Part.values()),
  /** Another build of the jar, by a savepoint. */
  JAR_REPLACED(JobChanges::jarReplaced, Part.values()),
  /** The broker removed records that the job had not read. */
  OFFSETS_EXPIRED(OffsetsExpired::new, Part.values());

  private final Function<Target, Fault> maker;
  private final int atLeastMillis;
  private final Set<Part> parts;

  /** What a fault works on; two never work on the same at once. */
  private enum Part {
    BROKER,
    DATABASE,
    CHECKPOINTS,
    CLUSTER
  }

  FaultKind(Function<Target, Fault> maker, Part... parts) {
    this(maker, 0, parts);
  }

  FaultKind(Function<Target, Fault> maker, int atLeastMillis, Part... parts) {
    this.maker = maker;
    this.atLeastMillis = atLeastMillis;
    this.parts = Set.of(parts);
  }

  /** One of this kind. */
  public Fault on(Target target) {
    return maker.apply(target);
  }

  /** Shortest time for which it makes sense, in milliseconds. */
  public int atLeastMillis() {
    return atLeastMillis;
  }

  /**
   * Whether both can happen at once: they work on different parts. An operator's own changes touch
   * all of them.
   */
  public boolean goesWith(FaultKind other) {
    return Collections.disjoint(parts, other.parts);
  }

  /**
   * Whether it is put right last of those that happen together: a cluster that is brought back
   * waits for its job, which waits for what it works with.
   */
  public boolean isHealedLast() {
    return parts.contains(Part.CLUSTER);
  }

  /**
   * Its place among those that strike together: first what shows in the work of a job that runs,
   * then what takes a neighbour away, last what takes the job away.
   */
  public int strikesAs() {
    if (parts.contains(Part.CLUSTER)) {
      return 2;
    }
    return this == BROKER_KILLED || this == DATABASE_KILLED ? 1 : 0;
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
