/**
 * A small world seen by simulated cameras: pictures with known content, for the demonstration and
 * for tests.
 *
 * <p>In: a {@link io.hearthwatch.simulate.Story} (who appears where and when) and a seed. Out:
 * {@link io.hearthwatch.simulate.RenderedFrame}s in order of capture time, each a JPEG with the
 * boxes that a perfect detector would find. State: none that matters; a picture depends on (seed,
 * camera, time) only, so any frame can be rendered again, alone, and has the same bytes on the same
 * Java version.
 *
 * <p>A second way in needs no story: {@link io.hearthwatch.simulate.RandomScenes} places anybody
 * anywhere, in any weather, among things that are nobody, for a detector to learn from and to be
 * judged by.
 *
 * <p>The resource {@code demo-detector.onnx} beside these classes is a small network that was
 * trained on such scenes by {@code src/models/train_demo_model.py}. It knows this world only: on a
 * real photograph its answers mean nothing.
 *
 * <p>Nothing here belongs to the job that runs on a cluster.
 */
package io.hearthwatch.simulate;
