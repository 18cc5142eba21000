package io.hearthwatch.testing;

import java.nio.file.Path;
import java.util.List;

/** URIs that a record must not make the job read, whatever it does to them. */
final class HostileUris {
  private HostileUris() {}

  /**
   * URIs that lie outside the root: each is told to be so by its text alone.
   *
   * @param root the only allowed root, an absolute path
   */
  static List<String> outside(Path root) {
    String inside = "file://" + root;
    return List.of(
        "",
        " ",
        "/",
        "frame.jpg",
        "file:",
        "file:///",
        "file:frame.jpg",
        "file:///etc/passwd",
        "FILE:///etc/shadow",
        "file://localhost/etc/passwd",
        "file://inner-host" + root + "/good.jpg",
        "file://user@localhost" + root + "/good.jpg",
        root + "/good.jpg",
        inside,
        inside + "/",
        inside + "/./",
        inside + "/..",
        inside + "/../outside/secret.jpg",
        inside + "/good/../../outside/secret.jpg",
        inside + "-sibling/secret.jpg",
        inside + "/../../../../../../../../../../../../../etc/passwd",
        inside + "/%2e%2e/outside/secret.jpg",
        inside + "/.%2E/outside/secret.jpg",
        inside + "/..%2foutside%2Fsecret.jpg",
        inside + "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        inside + "/..\\outside\\secret.jpg",
        inside + "/..%5coutside%5csecret.jpg",
        inside + "/%00/secret.jpg",
        inside + "/good.jpg%00.png",
        inside + "/good.jpg%0d%0aHost:%20inner",
        inside + "/%zz.jpg",
        inside + "/%",
        inside + "/%ff%fe.jpg",
        inside + "/%ed%a0%80.jpg",
        inside + "/%c0%ae%c0%ae/secret.jpg",
        inside + "/%ed%a0%bd%ed%b3%b7.jpg",
        inside + "/\ud83d.jpg",
        inside + "/good.jpg?as=admin",
        inside + "/good.jpg#part",
        inside + "/good\0.jpg",
        inside + "/good\n.jpg",
        inside + "/good .jpg",
        inside + "/<script>.jpg",
        inside + "/" + "a".repeat(2_100) + ".jpg",
        inside + "/" + "../".repeat(15_000) + "etc/passwd",
        inside + "/./".repeat(700) + "good.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:8081/jobs",
        "http://[::1]:9092/",
        "https://localhost/" + root + "/good.jpg",
        "ftp://inner/frame.jpg",
        "s3://other-bucket/frame.jpg",
        "jar:" + inside + "/a.jar!/frame.jpg",
        "data:image/jpeg;base64,/9j/4AAQSkZJRg==",
        "javascript:alert(1)",
        "\\\\server\\share\\frame.jpg",
        "${jndi:ldap://inner/a}",
        "'; DROP TABLE hearthwatch.frame; --");
  }
}
