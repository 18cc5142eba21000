/**
 * The durable small-home mode: watches camera folders and runs the job on a Kafka, a Postgres and a
 * Flink of its own, in one process that may be killed at any moment.
 *
 * <p>In go the files that cameras upload ({@link io.hearthwatch.publish.FolderPublisher}); out come
 * the job's tables. {@link io.hearthwatch.home.Home} starts everything in this order: the data
 * folder's lock, database, broker, what the broker has lost ({@link
 * io.hearthwatch.home.TopicRepair}), the job from the newest readable checkpoint ({@link
 * io.hearthwatch.home.CheckpointFolder}), the publisher; and ends it in the reverse one.
 *
 * <p>All state lies in one data folder ({@link io.hearthwatch.home.HomeDirectory}): Kafka's records
 * (synced before they are acknowledged), the database (fsync, passwords), three checkpoints, the
 * publisher's journal, ports and passwords. Never part of the job jar.
 */
package io.hearthwatch.home;
