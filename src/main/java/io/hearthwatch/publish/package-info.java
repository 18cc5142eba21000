/**
 * The camera side: references to pictures into the topic of frames, each exactly once.
 *
 * <p>In goes a directory into which cameras upload ({@link io.hearthwatch.watch.FolderWatch} finds
 * its new files); out come records keyed by camera, a camera's in the order of capture as far as
 * the files came in it ({@link io.hearthwatch.publish.FolderPublisher}). State: a {@link
 * io.hearthwatch.publish.Journal} of what the broker acknowledged, and of which folder is which
 * camera; what a crash left out of it is read back from the topic ({@link
 * io.hearthwatch.publish.ReadBack}) before anything is published. Nothing here knows Flink; the job
 * jar leaves the package out.
 */
package io.hearthwatch.publish;
