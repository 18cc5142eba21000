package io.hearthwatch.pipeline;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Leaves RocksDB's own log where its data is. Flink would move it beside the process's log, into a
 * file whose name is the whole path of the data: in a directory some way down that name is longer
 * than file systems allow, and a database cannot be opened. It shows only when keyed state of
 * several subtasks is merged, which goes through databases one directory further down; the job then
 * fails whenever it is rescaled that way. Where state is on the heap this has no effect.
 */
public final class LogBesideData implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;
  private static final String WITH_THE_DATA = "";

  @Override
  public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> toClose) {
    return options.setDbLogDir(WITH_THE_DATA);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions options, Collection<AutoCloseable> toClose) {
    return options;
  }
}
