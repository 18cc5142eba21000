/**
 * The processes of a run that is tortured, each as it would run elsewhere: a broker, a database
 * with {@code fsync} on, ZooKeeper, a job manager and two task managers, on the loopback interface
 * and below one directory. The job and the cameras reach broker and database through a {@link
 * io.hearthwatch.torture.world.Relay}, which can cut, hang and slow what goes through it.
 *
 * <p>Everything has fixed ports, so that what comes back is found again. All of it ends with the
 * process that started it.
 */
package io.hearthwatch.torture.world;
