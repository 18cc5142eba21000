/**
 * Histories to torture the product with: what happens before cameras, known in every detail.
 *
 * <p>How a run uses it, with its own model ({@link io.hearthwatch.torture.model}) and checker
 * ({@link io.hearthwatch.torture.check}):
 *
 * <pre>{@code
 * History history = History.of(seed, HistorySettings.under(framesRoot));
 * CodedModel.copyTo(modelFile);
 * // a topic of history.settings().partitions() partitions with append time; topics for events and
 * // dead letters; a migrated database:
 * WriteHistory.installIn(connection);                      // before the job writes its first row
 * // the job with history.jobOptions(modelFile, topic), each as --key value, and its connections
 * Recorder recorder = new Recorder(bootstrapServers, topic, history.settings().partitions());
 * HistoryPlayer player =
 *     new HistoryPlayer(history, bootstrapServers, topic, Duration.ofMinutes(3), operator);
 * recorder.start();
 * player.start();                                          // faults happen meanwhile
 * player.awaitEnd(patience);
 * recorder.awaitEnd(patience);
 * // until Accounting.of(connection, history, recorder.recorded().records()) is settled
 * operator.requeue(Act.Requeue.everything());              // and until it is settled once more
 * World world =
 *     World.read(connection, history.rules().resultVersion(), bootstrapServers, eventsTopic, deadLettersTopic);
 * List<Difference> differences = TortureCheck.compare(history, recorder.recorded(), gaps, world);
 * }</pre>
 *
 * <p>{@link io.hearthwatch.torture.history.History} is a function of seed and settings. Its acts
 * say what is put, published and requeued, and {@link io.hearthwatch.torture.history.FileContent}
 * what is to be seen in each picture: detections are painted into it ({@link
 * io.hearthwatch.torture.history.CodedScene}) and read out by a network of a kilobyte ({@link
 * io.hearthwatch.torture.history.CodedModel}), which the job runs as any other.
 *
 * <p>Nothing here, in the model or in the checker knows a class of the product: what they share
 * with it is its documents.
 */
package io.hearthwatch.torture.history;
