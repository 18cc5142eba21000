/**
 * The seam between plain algorithms and Flink's keyed state: an algorithm sees numbered values of
 * one camera, tests give it a map, the running job gives it map state. Nothing enters or leaves.
 */
package io.hearthwatch.state;
