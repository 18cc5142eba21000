/**
 * The tables: their migrations, the registration of who computes what into them, and the proof that
 * they hold together.
 *
 * <p>{@link io.hearthwatch.schema.Migration} creates and upgrades schemas {@code hearthwatch} and
 * {@code bi}, and is run by hand; {@link io.hearthwatch.schema.ReaderRole} and {@link
 * io.hearthwatch.schema.SiteTimeZone} then say who may read the views and which clocks these show;
 * neither job nor audit needs them. {@link io.hearthwatch.schema.SchemaVersion} and {@link
 * io.hearthwatch.schema.ResultVersions} are asked by the job once, before it starts. {@link
 * io.hearthwatch.schema.Audit} reads everything and changes nothing; it proves what foreign keys
 * would, which the tables do without because independent sinks fill them.
 *
 * <p>Plain JDBC, no Flink; every method opens nothing and closes nothing but what it is given.
 */
package io.hearthwatch.schema;
