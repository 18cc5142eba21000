package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.publish.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerITCase {
  @TempDir Path directory;

  @Test
  void carriesRecordsAndLetsGoOfItsPortWhenClosed() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
    try (broker) {
      createTopic(broker, "frames");
      send(broker, "frames", "front-door", "hello");

      assertThat(consumeOneOfGroup(broker, "frames").value()).isEqualTo("hello");
    }
    broker.close();

    assertThat(FreePorts.isFree(portOf(broker))).isTrue();
  }

  @Test
  void twoLiveSideBySide() throws Exception {
    try (EmbeddedBroker first = EmbeddedBroker.start(directory.resolve("first"));
        EmbeddedBroker second = EmbeddedBroker.start(directory.resolve("second"))) {
      createTopic(first, "frames");
      createTopic(second, "frames");
      send(first, "frames", "a", "one");
      send(second, "frames", "a", "two");

      assertThat(consumeOneOfGroup(first, "frames").value()).isEqualTo("one");
      assertThat(consumeOneOfGroup(second, "frames").value()).isEqualTo("two");
    }
  }

  @Test
  void takesAnotherPortWhenOneIsBusy() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Iterator<Integer> ports =
          List.of(busy.getLocalPort(), FreePorts.next(), FreePorts.next(), FreePorts.next())
              .iterator();
      try (EmbeddedBroker broker =
          EmbeddedBroker.start(directory.resolve("kafka"), Map.of(), ports::next)) {
        createTopic(broker, "frames");

        assertThat(portOf(broker)).isNotEqualTo(busy.getLocalPort());
        assertThat(ports.hasNext()).isFalse();
      }
    }
  }

  @Test
  void givesUpWhenThePortStaysBusy() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> EmbeddedBroker.start(directory.resolve("kafka"), Map.of(), busy::getLocalPort))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("did not start");
    }
  }

  @Test
  void refusesADirectoryInUse() throws Exception {
    Files.writeString(directory.resolve("something"), "else");

    assertThatThrownBy(() -> EmbeddedBroker.start(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not empty");
  }

  private static void createTopic(EmbeddedBroker broker, String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, List.of(Topics.frames(topic, 1)), 1);
    }
  }

  private static void send(EmbeddedBroker broker, String topic, String key, String value)
      throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private static ConsumerRecord<String, String> consumeOneOfGroup(
      EmbeddedBroker broker, String topic) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "group.id", "readers",
            "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          consumer.commitSync();
          return record;
        }
      }
    }
    throw new AssertionError("no record in " + topic);
  }

  private static int portOf(EmbeddedBroker broker) {
    return Integer.parseInt(broker.bootstrapServers().split(":")[1]);
  }
}
