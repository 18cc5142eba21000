package io.hearthwatch.domain;

/**
 * One reason for a score.
 *
 * @param name stable snake_case name of the rule, for example {@code person_present}
 * @param contribution points it adds, or takes when negative; all of an event's sum to its score
 * @param description the same in plain words
 */
public record RiskFactor(String name, int contribution, String description) {}
