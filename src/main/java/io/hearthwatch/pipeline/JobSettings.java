package io.hearthwatch.pipeline;

import io.hearthwatch.admit.AdmissionSettings;
import io.hearthwatch.assess.RiskSettings;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.ingest.IngestSettings;
import io.hearthwatch.inhand.InHandSettings;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.overload.OverloadSettings;
import io.hearthwatch.store.StoreSettings;
import io.hearthwatch.window.WindowSettings;
import java.io.Serializable;

/**
 * A whole, valid configuration of the job, one part per stage.
 *
 * @param overload null where no frame is shed
 * @param resultVersion name under which results are written
 * @param configDigest SHA-256 over the settings that results depend on
 */
public record JobSettings(
    KafkaSettings kafka,
    IngestSettings ingest,
    OverloadSettings overload,
    AdmissionSettings admission,
    FetchSettings fetch,
    DetectSettings detect,
    InHandSettings inHand,
    WindowSettings window,
    RiskSettings risk,
    StoreSettings store,
    Parallelism parallelism,
    String resultVersion,
    String configDigest)
    implements Serializable {}
