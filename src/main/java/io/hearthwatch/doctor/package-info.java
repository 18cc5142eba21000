/**
 * What {@code hearthwatch doctor} looks at: whether this machine, and what a job would be connected
 * to, are as the job needs them.
 *
 * <p>In comes a list of {@link io.hearthwatch.doctor.Check checks}, one class for each thing to
 * look at, made from what a person named; {@link io.hearthwatch.doctor.Doctor} runs them one after
 * the other, each within a limit of time, and out comes a list of {@link
 * io.hearthwatch.doctor.Finding findings} in the same order. A check that throws is a finding too.
 *
 * <p>Everything is only looked at, nothing is changed but one temporary file that is deleted again.
 * No state; local commands only, not in the job jar.
 */
package io.hearthwatch.doctor;
