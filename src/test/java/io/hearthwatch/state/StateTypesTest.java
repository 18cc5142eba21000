package io.hearthwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.order.SequenceProgress;
import io.hearthwatch.overload.PartitionQueue;
import io.hearthwatch.window.CameraClock;
import io.hearthwatch.window.SilenceWatch;
import io.hearthwatch.window.WindowState;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTypesTest {
  /** A generic type anywhere inside would make the serializer's creation fail. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        DetectedFrame.class,
        Batch.class,
        AssessedBatch.class,
        SequenceProgress.class,
        WindowState.class,
        CameraClock.class,
        SilenceWatch.class,
        PartitionQueue.class
      })
  void serializesFieldByFieldWithoutKryo(Class<?> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<?> serializer = TypeInformation.of(type).createSerializer(config);
    assertThat(serializer).isInstanceOf(PojoSerializer.class);
  }
}
