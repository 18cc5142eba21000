/**
 * What people do about rejected records: look at them, send them again, or be done with them.
 *
 * <p>In: the ledger, through view {@code bi.dead_letter}, which tells of each rejected record what
 * became of it since. Out: records of the frames topic that say what they repeat ({@link
 * io.hearthwatch.kafka.RequeueHeaders}), and rows of tables {@code requeue} and {@code discard},
 * which only these commands write. No row of the ledger is ever changed here: what becomes of a
 * record that is sent again is decided by the job, and stands in a row of its own.
 *
 * <p>Why the ledger and not the topic {@code dead-letters}: the topic tells a rejection as often as
 * it was delivered, and keeps telling it when a later reading of the record went well.
 */
package io.hearthwatch.deadletters;
