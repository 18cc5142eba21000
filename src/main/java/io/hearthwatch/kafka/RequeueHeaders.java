package io.hearthwatch.kafka;

import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * How a record of the frames topic says that it repeats a rejected one: two headers, in US-ASCII.
 *
 * <ul>
 *   <li>{@code hearthwatch-requeue-of}: {@code TOPIC/PARTITION/OFFSET} of the rejected record
 *   <li>{@code hearthwatch-requeue-id}: which act of sending it again this is
 * </ul>
 *
 * A record whose headers say anything else, or name a place that cannot lie before it in its own
 * topic, is a record like all others.
 */
public final class RequeueHeaders {
  /** Names the rejected record. */
  public static final String OF = "hearthwatch-requeue-of";

  /** Names the act of sending it again. */
  public static final String ID = "hearthwatch-requeue-id";

  private static final Pattern COORDINATES =
      Pattern.compile("([A-Za-z0-9._-]{1,249})/([0-9]{1,9})/([0-9]{1,18})");
  private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final int MOST_BYTES = 300;

  private RequeueHeaders() {}

  /** The headers of a record that is sent again. */
  public static List<Header> of(Requeue requeue) {
    return List.of(
        new RecordHeader(OF, ascii(text(requeue.original()))),
        new RecordHeader(ID, ascii(requeue.id())));
  }

  /**
   * What a record says that it repeats.
   *
   * @param at where the record itself stands
   * @return null where it says nothing, or nothing that can be
   */
  public static Requeue read(Headers headers, RecordCoordinates at) {
    RecordCoordinates original = coordinates(value(headers, OF));
    String id = value(headers, ID);
    boolean possible =
        original != null
            && id != null
            && ID_FORM.matcher(id).matches()
            && original.topic().equals(at.topic())
            && (original.partition() != at.partition() || original.offset() < at.offset());
    return possible ? new Requeue(original, id) : null;
  }

  /** {@code TOPIC/PARTITION/OFFSET}. */
  public static String text(RecordCoordinates at) {
    return at.topic() + "/" + at.partition() + "/" + at.offset();
  }

  /**
   * Reads {@code TOPIC/PARTITION/OFFSET}.
   *
   * @return null for null, and for any other text
   */
  public static RecordCoordinates coordinates(String text) {
    Matcher matcher = text == null ? null : COORDINATES.matcher(text);
    return matcher == null || !matcher.matches()
        ? null
        : new RecordCoordinates(
            matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }

  private static String value(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null || header.value().length > MOST_BYTES
        ? null
        : new String(header.value(), StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
