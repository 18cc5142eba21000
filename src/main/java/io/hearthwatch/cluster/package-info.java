/**
 * A Flink cluster of several processes on this machine, for people without containers, and what
 * they do with it: submit, scale, upgrade, stop. Never part of the job jar.
 *
 * <p>In go an {@link io.hearthwatch.cluster.Installation} (the libraries that the build gathered
 * and the shipped {@code flink-conf}) and a {@link io.hearthwatch.cluster.ClusterDirectory}; out
 * come a job manager and task managers as JVMs of their own, which outlive the command. Everything
 * that they write lies in that directory, and everything that they open listens on the loopback
 * interface.
 *
 * <p>What a later command must know stands in {@link io.hearthwatch.cluster.ClusterState}, written
 * before each step that cannot be taken back, so that a command that was killed can be given again
 * and goes on: {@link io.hearthwatch.cluster.Redeployment}. Flink itself is asked through its REST
 * interface only; jobs are submitted by Flink's own command line client.
 */
package io.hearthwatch.cluster;
