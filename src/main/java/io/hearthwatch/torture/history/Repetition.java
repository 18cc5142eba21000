package io.hearthwatch.torture.history;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What a record says that it repeats, by two headers in US-ASCII: {@code hearthwatch-requeue-of}
 * with the topic, partition and offset of a rejected record, slashes between them, and {@code
 * hearthwatch-requeue-id}.
 *
 * @param partition of the record that is repeated
 * @param offset of the record that is repeated
 * @param id which act of sending it again this is
 */
public record Repetition(int partition, long offset, String id) {
  /** Header with what is repeated. */
  static final String OF = "hearthwatch-requeue-of";

  /** Header with the act of sending it again. */
  static final String ID = "hearthwatch-requeue-id";

  /** How the ids of headers begin that a camera's record has from the beginning. */
  static final String FORGED = "forged-";

  private static final Pattern PLACE =
      Pattern.compile("([A-Za-z0-9._-]{1,249})/([0-9]{1,9})/([0-9]{1,18})");
  private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /**
   * Reads what a record says.
   *
   * @return null where it says nothing, something else, or names what cannot lie before it in its
   *     topic
   */
  static Repetition read(Headers headers, String topic, int partition, long offset) {
    String id = text(headers.lastHeader(ID));
    Matcher place = PLACE.matcher(text(headers.lastHeader(OF)));
    if (!place.matches() || !ID_FORM.matcher(id).matches() || !place.group(1).equals(topic)) {
      return null;
    }
    Repetition read =
        new Repetition(Integer.parseInt(place.group(2)), Long.parseLong(place.group(3)), id);
    return read.partition == partition && read.offset >= offset ? null : read;
  }

  private static String text(Header header) {
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.US_ASCII);
  }

  /** Whether a camera sent it so, and nobody requeued it. */
  public boolean forged() {
    return id.startsWith(FORGED);
  }

  /** Key of the ledger row of what is repeated. */
  public String original() {
    return partition + "@" + offset;
  }
}
