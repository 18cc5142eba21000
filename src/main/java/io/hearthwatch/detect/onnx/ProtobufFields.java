package io.hearthwatch.detect.onnx;

/**
 * Walks over the fields of one protobuf message, without knowing what they mean. Ends at the first
 * byte that cannot be a field: reading never leaves the message, whatever it holds.
 */
final class ProtobufFields {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;
  private static final int FOUR_BYTES = 5;
  private static final int LONGEST_VARINT = 10;
  private static final long BROKEN = -1;

  private final byte[] bytes;
  private final int limit;
  private int position;
  private int number;
  private int wireType;
  private int start;

  /** Fields of the message that lies in these bytes. */
  ProtobufFields(byte[] bytes, int start, int limit) {
    this.bytes = bytes;
    this.position = start;
    this.limit = limit;
  }

  /** Goes on to the next field; false at the end. */
  boolean next() {
    long tag = varint();
    if (tag == BROKEN || tag >>> 3 == 0 || tag >>> 3 > Integer.MAX_VALUE) {
      return false;
    }
    number = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    long length =
        switch (wireType) {
          case VARINT -> varint() == BROKEN ? BROKEN : 0;
          case EIGHT_BYTES -> Long.BYTES;
          case BYTES -> varint();
          case FOUR_BYTES -> Integer.BYTES;
          default -> BROKEN;
        };
    if (length < 0 || length > limit - position) {
      return false;
    }
    start = position;
    position += (int) length;
    return true;
  }

  /** The field's number. */
  int number() {
    return number;
  }

  /** Whether the field is a text, bytes or a message. */
  boolean hasBytes() {
    return wireType == BYTES;
  }

  /** Where the field's bytes begin. */
  int start() {
    return start;
  }

  /** Where the field's bytes end, exclusive. */
  int end() {
    return position;
  }

  /** A number of at most 63 bits as it stands; {@link #BROKEN} where there is none. */
  private long varint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT && position < limit; i++) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << 7 * i;
      if (next >= 0) {
        // Negative numbers are legal and mean nothing here.
        return value & Long.MAX_VALUE;
      }
    }
    return BROKEN;
  }
}
