/**
 * The seam between plain algorithms and Flink's keyed state: an algorithm sees numbered values of
 * one camera, tests give it a map, the running job gives it map state. And the result version that
 * a job's whole state belongs to. Nothing enters or leaves.
 */
package io.hearthwatch.state;
