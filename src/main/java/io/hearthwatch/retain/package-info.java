/**
 * What is old goes: rows of whole windows, and the pictures that the ledger has accounted for.
 *
 * <p>{@link io.hearthwatch.retain.RetentionRules} says what may stay, {@link
 * io.hearthwatch.retain.Retention} finds out what must go and, if told to, removes it: {@code
 * Pictures} from the disk first, then {@code Windows} and {@code LooseRecords} from the tables.
 * What goes is decided once, in temporary tables of the session, and only then removed from there,
 * in short transactions; so a dry run and the real one agree, and memory is bounded whatever the
 * number of rows and files. Nothing goes that was written since the moment to which a job may still
 * be restored. The ledger keeps a row for each range of offsets whose rows are gone ({@link
 * io.hearthwatch.schema.RemovedRows}): the audit stays clean after each transaction.
 *
 * <p>Plain JDBC and no state of its own. For local commands only: no class of this package is in
 * the job jar.
 */
package io.hearthwatch.retain;
