package io.hearthwatch.deadletters;

/** Why a rejected record is not sent again. */
final class Refusal {
  private Refusal() {}

  /**
   * Says why not.
   *
   * @param reason why it was rejected
   * @param cut whether the ledger may lack some of it
   * @param again whether those are to be sent too that were sent, and are not accounted for yet
   * @return null when it can be
   */
  static String of(LetterState state, String reason, boolean cut, boolean again) {
    String settled = byState(state, again);
    if (settled != null) {
      return settled;
    }
    Remedy remedy = Remedy.of(reason);
    if (!remedy.again()) {
      return "%s: the same record would be rejected again; %s".formatted(reason, remedy.text());
    }
    return cut
        ? "%s: the ledger keeps only the beginning of so long a record; have it published anew"
            .formatted(reason)
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
