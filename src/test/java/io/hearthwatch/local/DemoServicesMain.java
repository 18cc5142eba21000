package io.hearthwatch.local;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that uses the services until it is killed; its parent test reads what it prints. */
final class DemoServicesMain {
  private DemoServicesMain() {}

  /**
   * Starts, says so, and waits.
   *
   * @param arguments the parent of the work directory, then {@code wait}, {@code exit} (with status
   *     3) or {@code starting} (prints before the services have started)
   */
  public static void main(String[] arguments) throws Exception {
    WorkDirectory directory = WorkDirectory.createIn(Path.of(arguments[0]), "test-demo");
    if (arguments[1].equals("starting")) {
      System.out.println("starting");
    }
    DemoServices services = DemoServices.start(directory);
    directory.register(() -> System.out.println("job closed first"));
    System.out.println("running " + services.database().jdbcUrl("postgres"));
    if (arguments[1].equals("exit")) {
      System.exit(3);
    }
    new CountDownLatch(1).await();
  }
}
