package io.hearthwatch.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML file into dotted keys with their lines.
 *
 * <p>It follows the parser's events and builds no tree: texts stay as they were written ({@code
 * 22:00} is no number), anchors cannot multiply, and depth is bounded. Whatever the bytes are, the
 * outcome is values and problems, never an exception.
 */
final class YamlSource {
  private static final int DEEPEST = 16;
  private static final String KEY_REMEDY = "Write `key: value`.";
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

  private final String name;
  private final GivenValues given = new GivenValues();
  private final Iterator<Event> events;

  private YamlSource(String name, String text) {
    this.name = name;
    LoadSettings settings = LoadSettings.builder().setLabel(name).setUseMarks(true).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** Reads the bytes of a file of that name. */
  static GivenValues read(String name, byte[] bytes) {
    try {
      return read(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      GivenValues nothing = new GivenValues();
      nothing.addProblem(name, name, "is not a text in UTF-8", "Save the file as UTF-8.");
      nothing.markIncomplete();
      return nothing;
    }
  }

  /** Reads the text of a file of that name. */
  static GivenValues read(String name, String text) {
    YamlSource source = new YamlSource(name, text);
    try {
      source.stream();
    } catch (MarkedYamlEngineException e) {
      source.syntaxError(e);
    } catch (YamlEngineException e) {
      // The reader's own errors: characters that YAML does not have, or too many of them.
      source.given.addProblem(
          name,
          name,
          "is not YAML: it contains a character that YAML does not allow, or is far too long",
          "Save it as plain text.");
      source.given.markIncomplete();
    }
    return source.given;
  }

  private void stream() {
    boolean seen = false;
    for (Event event = events.next(); !(event instanceof StreamEndEvent); event = events.next()) {
      if (event instanceof DocumentStartEvent start) {
        if (seen) {
          given.addProblem(
              name, at(start), "holds a second document", "Keep one document per file.");
          given.markIncomplete();
          return;
        }
        seen = true;
        document();
      }
    }
  }

  private void document() {
    for (Event event = events.next(); !(event instanceof DocumentEndEvent); event = events.next()) {
      if (event instanceof MappingStartEvent) {
        section("", 1);
      } else if (!isNothing(event)) {
        given.addProblem(
            name, at(event), "is no list of `key: value` lines", "Write `kafka:` and its options.");
        skip(event);
      }
    }
  }

  private void section(String prefix, int depth) {
    Map<String, String> subsections = new HashMap<>();
    for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
      if (key instanceof ScalarEvent scalar) {
        String path = prefix.isEmpty() ? scalar.getValue() : prefix + "." + scalar.getValue();
        value(path, at(key), events.next(), depth, subsections);
      } else {
        given.addProblem(
            prefix.isEmpty() ? name : prefix, at(key), "has a key that is no text", KEY_REMEDY);
        skip(key);
        skip(events.next());
      }
    }
  }

  private void value(
      String path, String source, Event value, int depth, Map<String, String> subsections) {
    if (value instanceof MappingStartEvent) {
      String first = subsections.putIfAbsent(path, source);
      if (first != null) {
        given.addProblem(
            path, source, "stands twice, first at " + first, "Put its options into one section.");
      }
      if (depth < DEEPEST) {
        section(path, depth + 1);
      } else {
        given.addProblem(path, source, "is nested too deeply", "Write keys as `stage.name`.");
        skip(value);
      }
    } else if (value instanceof SequenceStartEvent) {
      list(path, source);
    } else if (value instanceof ScalarEvent scalar) {
      scalar(path, source, scalar);
    } else {
      given.addProblem(
          path, source, "refers to an anchor, which is not supported", "Write the value itself.");
    }
  }

  private void scalar(String path, String source, ScalarEvent scalar) {
    if (!isNothing(scalar)) {
      given.add(Given.scalar(path, scalar.getValue(), source));
    } else if (!JobOptions.isSection(path)) {
      given.addProblem(path, source, "has no value", "Give one, or remove the line.");
    }
  }

  private void list(String path, String source) {
    List<String> items = new ArrayList<>();
    boolean plain = true;
    for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
      if (item instanceof ScalarEvent scalar && !isNothing(item)) {
        items.add(scalar.getValue());
      } else {
        plain = false;
        given.addProblem(
            path, at(item), "has an item that is no text", "Write each item as `- text`.");
        skip(item);
      }
    }
    if (plain) {
      given.add(new Given(path, List.copyOf(items), true, source));
    }
  }

  /** Passes over what the event opens. */
  private void skip(Event first) {
    int open = 0;
    Event event = first;
    while (true) {
      if (event instanceof MappingStartEvent || event instanceof SequenceStartEvent) {
        open++;
      } else if (event instanceof MappingEndEvent || event instanceof SequenceEndEvent) {
        open--;
      }
      if (open <= 0) {
        return;
      }
      event = events.next();
    }
  }

  private static boolean isNothing(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && NOTHING.contains(scalar.getValue());
  }

  /** The parser's own message shows the lines around the error, which may hold a secret. */
  private void syntaxError(MarkedYamlEngineException error) {
    var mark = error.getProblemMark().or(error::getContextMark);
    String line = mark.map(m -> name + ":" + (m.getLine() + 1)).orElse(name);
    String column = mark.map(m -> " at column " + (m.getColumn() + 1)).orElse("");
    String problem = String.valueOf(error.getProblem());
    String why =
        problem.startsWith("found undefined tag handle")
            ? "found undefined tag handle"
            : Quoted.plain(problem);
    given.addProblem(
        name,
        line,
        "is not YAML" + column + ": " + why,
        "Check indentation, colons and quotes there.");
    given.markIncomplete();
  }

  private String at(Event event) {
    return event.getStartMark().map(mark -> name + ":" + (mark.getLine() + 1)).orElse(name);
  }
}
