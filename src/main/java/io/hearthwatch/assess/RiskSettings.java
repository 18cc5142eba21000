package io.hearthwatch.assess;

import java.io.Serializable;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * What the risk rules need to know of the site.
 *
 * @param timeZone where the cameras stand, for the time of day
 * @param nightStart local time at which the night begins
 * @param nightEnd local time at which it ends; earlier than the start when it spans midnight
 */
public record RiskSettings(ZoneId timeZone, LocalTime nightStart, LocalTime nightEnd)
    implements Serializable {}
