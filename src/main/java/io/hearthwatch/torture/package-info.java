/**
 * The product tortured: a history known beforehand ({@link io.hearthwatch.torture.history}) is
 * played against processes ({@link io.hearthwatch.torture.world}) to which things happen ({@link
 * io.hearthwatch.torture.fault}) after a seeded schedule, and what is left is compared ({@link
 * io.hearthwatch.torture.check}) with what must be ({@link io.hearthwatch.torture.model}).
 *
 * <p>{@link io.hearthwatch.torture.TortureRun} tells one run from top to bottom. History and
 * schedule are functions of the seed; which record a fault meets is not, as processes take the time
 * they take: a failure may need some runs to come again.
 */
package io.hearthwatch.torture;
