/**
 * What cameras upload into folders, file by file: which file is complete, which camera it belongs
 * to, and when it was taken.
 *
 * <p>In goes a directory whose sub-folders are cameras ({@link io.hearthwatch.watch.FolderWatch},
 * one pass at a time); out come its new, settled files, camera by camera, each camera's in the
 * order of their capture times. State: the folders' times, and the files that are not settled yet;
 * what was handed out before is for the caller to know. Nothing here knows Kafka or Flink, and no
 * class is safe to share between threads unless it says so.
 */
package io.hearthwatch.watch;
