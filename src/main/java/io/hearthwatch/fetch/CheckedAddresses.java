package io.hearthwatch.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** Lets the HTTP client connect to no other address than one that {@link WebHosts} let pass. */
final class CheckedAddresses implements DnsResolver {
  private final WebHosts hosts;

  /** The host may not be asked, or not at present; the failure says why. */
  static final class RefusedHostException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    private final transient FetchFailedException failure;

    RefusedHostException(FetchFailedException failure) {
      super(failure.getMessage());
      this.failure = failure;
    }

    FetchFailedException failure() {
      return failure;
    }
  }

  /**
   * @param hosts which servers may be asked
   */
  CheckedAddresses(WebHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public InetAddress[] resolve(String host) throws RefusedHostException {
    try {
      // The client takes an IPv6 address out of its brackets; roots have it in them.
      boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
      return hosts.addresses(bare ? "[" + host + "]" : host);
    } catch (FetchFailedException e) {
      throw new RefusedHostException(e);
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
