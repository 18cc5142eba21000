package io.hearthwatch.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeReportTest {
  @TempDir private Path home;

  @BeforeEach
  void oneRanBefore() throws Exception {
    ObjectNode status =
        HomeStatus.create()
            .put("pid", 7)
            .put("started_at", "2026-11-20T08:00:00.123456789Z")
            .put("state", "running")
            .put("watch", "/cameras")
            .put("jdbc_url", "jdbc:postgresql://127.0.0.1:1/hearthwatch")
            .put("flink", "http://127.0.0.1:2")
            .put("reader", "looks")
            .put("reader_password_file", "/p")
            .put("published", 403)
            .put("accounted_for", 401)
            .put("backlog", 2);
    HomeStatus.write(home, status);
  }

  @Test
  void oneThatStartsIsNotTakenForTheOneBeforeIt() throws Exception {
    HomeStatus.starting(home);

    assertThat(text(true))
        .startsWith("starting, process %d, since ".formatted(ProcessHandle.current().pid()))
        .doesNotContain("published", "process 7,");
  }

  @Test
  void oneThatRunsSaysWhereItIsAndWithWhichRole() throws Exception {
    assertThat(text(true))
        .contains("running, process 7")
        .contains("Flink", "user looks, password in /p")
        .contains("403 published, 401 accounted for, 2 behind");
  }

  @Test
  void oneThatEndedShowsNoAddresses() throws Exception {
    HomeStatus.ended(home);

    assertThat(text(false))
        .startsWith("does not run")
        .contains("403 published", "watches")
        .doesNotContain("Flink", "jdbc:", "looks");
  }

  @Test
  void anEventWhoseWindowIsOpenIsCalledInterim() throws Exception {
    ObjectNode status = HomeStatus.read(home).orElseThrow();
    ObjectNode event =
        status
            .putObject("last_event")
            .put("from", "2026-11-20T08:00:00Z")
            .put("camera", "porch")
            .put("level", "high")
            .put("score", 77)
            .put("summary", "A person.")
            .put("stage", "interim");
    HomeStatus.write(home, status);
    assertThat(text(true)).contains("2026-11-20T08:00:00Z porch, high (77), interim: A person.");

    event.put("stage", "closed");
    HomeStatus.write(home, status);
    assertThat(text(true)).contains("porch, high (77): A person.");
  }

  private String text(boolean running) throws Exception {
    return String.join("\n", HomeReport.text(HomeReport.of(home, running)));
  }
}
