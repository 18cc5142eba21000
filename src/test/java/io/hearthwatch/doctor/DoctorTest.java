package io.hearthwatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What becomes of checks that fail, and of secrets. */
class DoctorTest {
  private static final Check LAST = Check.known(Finding.ok("last", "reached"));

  @Test
  void aCheckThatThrowsIsAProblemWithItsRemedyAndTheNextOneIsRun() throws Exception {
    Exception failure =
        new ExecutionException(new IOException("disk gone\n  really", new RuntimeException("why")));

    assertThat(examine(new Failing(failure), LAST))
        .containsExactly(
            Finding.problem("failing", "disk gone really: why", "mend it"),
            Finding.ok("last", "reached"));
  }

  @Test
  void aLibraryThatDoesNotLoadIsAProblemToo() throws Exception {
    assertThat(examine(new Failing(new UnsatisfiedLinkError("no such library"))))
        .containsExactly(Finding.problem("failing", "no such library", "mend it"));
  }

  @Test
  void aCheckThatHangsIsLeftBehind() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Check hanging =
        new Failing(null) {
          @Override
          public Duration limit() {
            return Duration.ofMillis(10);
          }

          @Override
          public List<Finding> run() throws InterruptedException {
            never.await();
            return List.of();
          }
        };

    assertThat(examine(hanging, LAST))
        .containsExactly(
            Finding.problem("failing", "no answer within 0 s", "mend it"),
            Finding.ok("last", "reached"));
  }

  @Test
  void secretsAreInNoLine() throws Exception {
    Check telling =
        Check.known(
            Finding.problem(
                "telling",
                "jdbc:postgresql://h/d?ssl=true&password=a1&user=u, hunter2 refused",
                "try https://me:pw@host/x, or password = \"b 2\"; hunter2"));

    assertThat(Doctor.examine(List.of(telling), new Redaction(List.of("hunter2", ""))))
        .containsExactly(
            Finding.problem(
                "telling",
                "jdbc:postgresql://h/d?ssl=true&password=...&user=u, ... refused",
                "try https://...@host/x, or password = ...; ..."));
  }

  private static List<Finding> examine(Check... checks) throws InterruptedException {
    return Doctor.examine(List.of(checks), new Redaction(List.of()));
  }

  private static class Failing implements Check {
    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public String remedy() {
      return "mend it";
    }

    @Override
    public List<Finding> run() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }
}
