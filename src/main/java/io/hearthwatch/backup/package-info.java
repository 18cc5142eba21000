/**
 * All rows of one consistent state of the tables as a directory of files, and back into an empty
 * database of any Postgres version.
 *
 * <p>{@link io.hearthwatch.backup.Backup} writes, {@link io.hearthwatch.backup.BackupDirectory}
 * reads and proves what was written, {@link io.hearthwatch.backup.Restore} loads it. The rows are
 * what COPY writes as text, streamed, so that memory is bounded whatever the number of rows; files
 * are written by {@link io.hearthwatch.export.ExportFile}. What the files say of themselves stands
 * in the {@link io.hearthwatch.backup.Manifest}.
 *
 * <p>Plain JDBC and no state. For local commands only: no class of this package is in the job jar.
 */
package io.hearthwatch.backup;
