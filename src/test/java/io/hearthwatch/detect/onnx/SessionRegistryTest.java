package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hearthwatch.detect.ExecutionProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionRegistryTest {
  @TempDir Path folder;
  private final SessionRegistry registry = new SessionRegistry(8);
  private ModelFile model;

  @BeforeEach
  void writeModel() throws IOException {
    model = read(TinyModel.endToEnd(folder.resolve("a.onnx"), 1, 1, 9, 9, 0.9f, 0));
  }

  private static ModelFile read(Path path) throws IOException {
    return ModelFile.read(path.toString());
  }

  private SessionLease acquire(ModelFile file, int threads)
      throws OrtException, UnavailableProviderException {
    return registry.acquire(file, ExecutionProvider.CPU, threads);
  }

  @Test
  void sharesOneSessionAndClosesItWithTheLastLease() throws Exception {
    SessionLease first = acquire(model, 1);
    SessionLease second = acquire(model, 1);
    OrtSession session = first.session();
    assertThat(second.session()).isSameAs(session);
    assertThat(registry.openSessions()).isEqualTo(1);
    assertThat(registry.openLeases()).isEqualTo(2);

    first.close();
    first.close();
    assertThat(registry.openLeases()).as("closing twice releases once").isEqualTo(1);
    assertThat(session.getNumInputs()).isEqualTo(1);

    second.close();
    assertThat(registry.openSessions()).isZero();
    assertThat(registry.openLeases()).isZero();
    assertThatThrownBy(session::close)
        .as("already closed")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sharesByContentNotByName() throws Exception {
    Path copy = Files.copy(model.path(), folder.resolve("copy.onnx"));
    ModelFile other = read(TinyModel.endToEnd(folder.resolve("b.onnx"), 2, 2, 9, 9, 0.9f, 0));
    try (SessionLease one = acquire(model, 1);
        SessionLease same = acquire(read(copy), 1);
        SessionLease different = acquire(other, 1);
        SessionLease otherOptions = acquire(model, 2)) {
      assertThat(same.session()).isSameAs(one.session());
      assertThat(different.session()).isNotSameAs(one.session());
      assertThat(otherOptions.session()).isNotSameAs(one.session());
      assertThat(registry.openSessions()).isEqualTo(3);
    }
    assertThat(registry.openSessions()).isZero();
  }

  @Test
  void opensAgainAfterTheLastLease() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (SessionLease lease = acquire(model, 1)) {
        assertThat(lease.session().getNumOutputs()).isEqualTo(1);
      }
      assertThat(registry.openSessions()).isZero();
    }
  }

  @Test
  void keepsNothingOfAModelThatCannotBeLoaded() throws Exception {
    Path broken = Files.write(folder.resolve("broken.onnx"), new byte[] {1, 2, 3});
    ModelFile file = read(broken);
    assertThatThrownBy(() -> acquire(file, 1)).isInstanceOf(OrtException.class);
    assertThat(registry.openSessions()).isZero();
    assertThat(registry.openLeases()).isZero();
  }

  @Test
  void refusesMoreThreadsThanProcessors() throws Exception {
    try (SessionLease one = acquire(model, 4);
        SessionLease two = acquire(model, 4)) {
      assertThat(two.session()).isSameAs(one.session());
      assertThatThrownBy(() -> acquire(model, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("detect.intra-op-threads 4 for 3 detecting subtasks")
          .hasMessageContaining("12 threads, but there are 8 processors")
          .hasMessageContaining("detect.parallelism");
      assertThat(registry.openLeases()).isEqualTo(2);
    }
    assertThatThrownBy(() -> acquire(model, 0)).hasMessageContaining("at least 1");
  }

  @Test
  void allowsMoreSubtasksThanProcessorsWithOneThreadEach() throws Exception {
    List<SessionLease> leases = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      leases.add(acquire(model, 1));
    }
    assertThat(registry.openSessions()).isEqualTo(1);
    leases.forEach(SessionLease::close);
    assertThat(registry.openSessions()).isZero();
  }

  @Test
  void countsRightUnderConcurrency() throws Exception {
    int callers = 8;
    CyclicBarrier together = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      for (int round = 0; round < 20; round++) {
        Set<OrtSession> sessions = ConcurrentHashMap.newKeySet();
        Callable<Void> caller =
            () -> {
              together.await();
              try (SessionLease lease = acquire(model, 1)) {
                sessions.add(lease.session());
                together.await();
                assertThat(lease.session().getNumInputs()).isEqualTo(1);
              }
              return null;
            };
        List<Future<Void>> running = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
          running.add(threads.submit(caller));
        }
        for (Future<Void> done : running) {
          done.get();
        }
        assertThat(sessions).hasSize(1);
        assertThat(registry.openSessions()).isZero();
        assertThat(registry.openLeases()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void survivesLeasesThatComeAndGo() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> caller =
          () -> {
            for (int i = 0; i < 100; i++) {
              try (SessionLease lease = acquire(model, 1)) {
                assertThat(lease.session().getNumInputs()).isEqualTo(1);
              }
            }
            return null;
          };
      for (Future<Void> done : threads.invokeAll(List.of(caller, caller, caller, caller))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(registry.openSessions()).isZero();
  }
}
