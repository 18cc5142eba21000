package io.hearthwatch.cli;

import io.hearthwatch.deadletters.LetterState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the state of a rejected record by the name that the output has. */
final class LetterStateConverter implements ITypeConverter<LetterState> {
  private static final List<LetterState> ALL = Arrays.asList(LetterState.values());

  @Override
  public LetterState convert(String text) {
    return ALL.stream()
        .filter(state -> state.code().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is no state; they are %s"
                        .formatted(
                            text,
                            ALL.stream()
                                .map(LetterState::code)
                                .collect(Collectors.joining(", ")))));
  }
}
