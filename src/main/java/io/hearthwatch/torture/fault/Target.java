package io.hearthwatch.torture.fault;

import io.hearthwatch.torture.history.Operator;
import io.hearthwatch.torture.history.Recorder;
import io.hearthwatch.torture.model.Gap;
import io.hearthwatch.torture.world.FlinkProcesses;
import io.hearthwatch.torture.world.TortureWorld;
import java.util.List;
import java.util.Random;

/**
 * What a fault may work on.
 *
 * @param world the processes
 * @param historyGoesOn lets the history go on for a while, if it waits for the fault to be over
 * @param operator does what people do about rejected records
 * @param recorder reads the topic of frames along
 * @param gaps to which a fault adds the offsets that it makes unreadable
 * @param random of this fault alone
 */
public record Target(
    TortureWorld world,
    Runnable historyGoesOn,
    Operator operator,
    Recorder recorder,
    List<Gap> gaps,
    Random random) {

  /** One of the task managers. */
  String anyTaskManager() {
    return "taskmanager-" + (1 + random.nextInt(FlinkProcesses.TASK_MANAGERS));
  }
}
