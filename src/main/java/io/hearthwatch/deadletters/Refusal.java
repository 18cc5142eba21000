package io.hearthwatch.deadletters;

/** Why a rejected record is not sent again. */
final class Refusal {
  private Refusal() {}

  /**
   * Says why not.
   *
   * @param again whether those are to be sent too that were sent, and are not accounted for yet
   * @return null when it can be
   */
  static String of(Letter letter, RawRecord raw, boolean again) {
    String state = byState(letter.state(), again);
    if (state != null) {
      return state;
    }
    Remedy remedy = Remedy.of(letter.reason());
    if (!remedy.again()) {
      return "%s: the same record would be rejected again; %s"
          .formatted(letter.reason(), remedy.text());
    }
    return raw.mayBeCut()
        ? "%s: the ledger keeps only the beginning of so long a record; have it published anew"
            .formatted(letter.reason())
        : null;
  }

  private static String byState(LetterState state, boolean again) {
    return switch (state) {
      case OPEN -> null;
      case REQUEUED ->
          again
              ? null
              : "requeued before, and not accounted for yet: wait for the job, or give --again";
      case LATE -> "late: it was requeued when its window was closed for good";
      case RECOVERED -> "recovered: the frame has been analysed since";
      case DISCARDED -> "discarded: deadletters discard --undo takes that back";
    };
  }
}
