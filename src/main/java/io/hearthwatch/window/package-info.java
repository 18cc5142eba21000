/**
 * Gathers each camera's frames into 90-second windows of event time, on the camera's own clock.
 *
 * <p>In: detected frames keyed by camera, in the camera's sequence. Out: batches; of one window
 * possibly several states: provisional (something urgent), interim (the camera fell silent), closed
 * (its clock passed the end), closed again with a higher revision (a frame within the allowed
 * lateness). Closed batches of a camera first appear in window order.
 *
 * <p>The closed batch depends only on the window's admitted frames: not on their order, nor on the
 * wall clock, nor on what was written before. Neither Flink's watermark nor its windows are used: a
 * watermark mixes cameras and partitions and depends on the wall clock.
 *
 * <p>Accepted gaps come in beside the frames, to every subtask: what was written of their partition
 * is written again without what they took.
 *
 * <p>State of the stage: the result version; another one does not restore it. State per partition:
 * the end of its last accepted gap. State per camera: clock and silence watch (32 bytes), windows
 * until end plus allowed lateness by the camera's clock. A farewell in the camera's sequence takes
 * all of it: a camera that never comes back keeps its last windows until then.
 */
package io.hearthwatch.window;
