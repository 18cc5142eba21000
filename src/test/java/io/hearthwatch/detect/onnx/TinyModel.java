package io.hearthwatch.detect.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes ONNX files of a few hundred bytes: {@code output = base + gain * mean(input)}, so that a
 * test decides what the model says and the picture still matters.
 *
 * <p>ONNX is a protobuf format; the field numbers are those of onnx.proto.
 */
public final class TinyModel {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int OPSET = 13;
  private static final int IR_VERSION = 8;

  private TinyModel() {}

  /** Writes a model whose output has the shape [1, rows, columns] and reads 32 x 32 pixels. */
  public static Path write(
      Path file, int columns, float[] base, float[] gain, Map<String, String> metadata) {
    return write(file, graph(columns, base, gain), metadata);
  }

  private static Path write(Path file, byte[] graph, Map<String, String> metadata) {
    byte[] model =
        concat(
            number(1, IR_VERSION),
            bytes(7, graph),
            bytes(8, number(2, OPSET)),
            metadata.entrySet().stream()
                .map(e -> bytes(14, concat(text(1, e.getKey()), text(2, e.getValue()))))
                .reduce(new byte[0], TinyModel::concat));
    try {
      return Files.write(file, model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A model that finds nothing and that ONNX Runtime fails to run on some pictures: it looks up
   * entry {@code firstEntry + brightness} of a table with one entry, where brightness is 0 for
   * pictures that are less than white on average, and 1 for white ones.
   *
   * @param firstEntry 0: fails on white pictures; 1: on all
   */
  public static Path failing(Path file, int firstEntry) {
    byte[] graph =
        concat(
            bytes(1, node("ReduceMean", "mean", integer("keepdims", 0), "images")),
            bytes(1, node("Floor", "white", new byte[0], "mean")),
            bytes(1, node("Add", "entry", new byte[0], "first", "white")),
            bytes(1, node("Cast", "index", integer("to", INT64), "entry")),
            bytes(1, node("Gather", "output0", integer("axis", 0), "table", "index")),
            text(2, "failing"),
            bytes(5, tensor("first", new float[] {firstEntry})),
            bytes(5, tensor("table", new float[6], 1, 1, 1, 6)),
            bytes(11, value("images", 1, 3, 32, 32)),
            bytes(12, value("output0", 1, 1, 6)));
    return write(file, graph, Map.of("names", "['person']"));
  }

  /** A model that always gives these rows of left, top, right, bottom, confidence, class. */
  public static Path endToEnd(Path file, float... rows) {
    return write(file, 6, rows, new float[rows.length], Map.of("names", "{0: 'person', 1: 'car'}"));
  }

  private static byte[] graph(int columns, float[] base, float[] gain) {
    int rows = base.length / columns;
    byte[] mean =
        node(
            "ReduceMean",
            "mean",
            concat(integers("axes", 1, 2, 3), integer("keepdims", 0)),
            "images");
    return concat(
        bytes(1, mean),
        bytes(1, node("Mul", "weighted", new byte[0], "gain", "mean")),
        bytes(1, node("Add", "output0", new byte[0], "base", "weighted")),
        text(2, "tiny"),
        bytes(5, tensor("base", base, 1, rows, columns)),
        bytes(5, tensor("gain", gain, 1, rows, columns)),
        bytes(11, value("images", 1, 3, 32, 32)),
        bytes(12, value("output0", 1, rows, columns)));
  }

  private static byte[] node(String type, String output, byte[] attributes, String... inputs) {
    byte[] names = new byte[0];
    for (String input : inputs) {
      names = concat(names, text(1, input));
    }
    return concat(names, text(2, output), text(3, output), text(4, type), attributes);
  }

  private static byte[] integer(String name, long value) {
    return bytes(5, concat(text(1, name), number(3, value), number(20, 2)));
  }

  private static byte[] integers(String name, long... values) {
    byte[] all = new byte[0];
    for (long value : values) {
      all = concat(all, number(8, value));
    }
    return bytes(5, concat(text(1, name), all, number(20, 7)));
  }

  private static byte[] tensor(String name, float[] values, long... shape) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    byte[] dimensions = new byte[0];
    for (long size : shape) {
      dimensions = concat(dimensions, number(1, size));
    }
    return concat(dimensions, number(2, FLOAT), text(8, name), bytes(9, raw.array()));
  }

  private static byte[] value(String name, long... shape) {
    byte[] dimensions = new byte[0];
    for (long size : shape) {
      dimensions = concat(dimensions, bytes(1, number(1, size)));
    }
    byte[] tensorType = concat(number(1, FLOAT), bytes(2, dimensions));
    return concat(text(1, name), bytes(2, bytes(1, tensorType)));
  }

  private static byte[] text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] bytes(int field, byte[] value) {
    return concat(varint((field << 3) | 2), varint(value.length), value);
  }

  private static byte[] number(int field, long value) {
    return concat(varint((long) field << 3), varint(value));
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part, 0, part.length);
    }
    return bytes.toByteArray();
  }
}
