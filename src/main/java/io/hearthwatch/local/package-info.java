/**
 * Everything a first run and the tests need, in one JVM: a Kafka broker, a Postgres server, topics,
 * and cameras made of picture folders. Never part of the job jar.
 *
 * <p>In goes a directory of pictures ({@link io.hearthwatch.local.CameraFolders}); out come frame
 * references in a Kafka topic ({@link io.hearthwatch.publish.FramePublisher}). {@link
 * io.hearthwatch.local.DemoServices} starts broker and database inside a {@link
 * io.hearthwatch.local.WorkDirectory}, which is the only owner of a shutdown hook: whatever was
 * registered with it is closed in reverse order, then the directory is deleted. All listen on the
 * loopback interface only, keep nothing and promise no durability.
 *
 * <p>After {@code kill -9} nothing of that can run: the next {@code WorkDirectory} stops the
 * orphaned Postgres and deletes the directory, once the dead process's file lock proves that nobody
 * owns it.
 */
package io.hearthwatch.local;
