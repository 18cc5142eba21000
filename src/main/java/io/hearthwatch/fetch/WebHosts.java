package io.hearthwatch.fetch;

import io.hearthwatch.domain.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which web servers may be asked. A root names a host, but who runs that host's name server decides
 * which machine the name means, and could let it mean one inside the house. So a name must lead to
 * public addresses only, unless the operator has said otherwise: by a root that holds the address
 * itself or {@code localhost}, or by listing the name among the inner hosts.
 *
 * <p>The connection is made to one of the addresses that were checked, without asking the name
 * server again.
 *
 * <p>Safe to share between threads.
 */
final class WebHosts {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|\\[[0-9a-f:.]+]");

  private final Set<String> mayBeInner = new HashSet<>();
  private final Lookup lookup;

  /** Names to addresses: {@link InetAddress#getAllByName}. */
  interface Lookup {

    /**
     * All addresses of a host, at least one.
     *
     * @throws UnknownHostException when it has none at present
     */
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /**
   * @param roots allowed roots, canonical; those of other schemes do not matter
   * @param innerHosts names that may stand at an inner address
   * @param lookup the machine's own
   */
  WebHosts(List<String> roots, List<String> innerHosts, Lookup lookup) {
    this.lookup = lookup;
    innerHosts.forEach(host -> mayBeInner.add(host.toLowerCase(Locale.ROOT)));
    for (String root : roots) {
      String host = URI.create(root).getHost();
      if (host != null && (host.equals("localhost") || ADDRESS.matcher(host).matches())) {
        mayBeInner.add(host);
      }
    }
  }

  /**
   * Looks the host up and refuses it when one of its addresses is an inner one.
   *
   * @param host as in a canonical URI
   * @return its addresses, at least one, each of which may be connected to
   * @throws FetchFailedException forbidden when an address is an inner one; retryable when there is
   *     no address at present
   */
  InetAddress[] addresses(String host) throws FetchFailedException {
    InetAddress[] addresses;
    try {
      addresses = lookup.addresses(host);
    } catch (UnknownHostException e) {
      throw new FetchFailedException(
          Reason.UNREADABLE_FILE, "host " + host + " has no address", true);
    }
    if (mayBeInner.contains(host)) {
      return addresses;
    }
    for (InetAddress address : addresses) {
      if (InnerAddresses.contains(address)) {
        throw new FetchFailedException(
            Reason.FORBIDDEN_URI,
            "host " + host + " stands at an inner address and is not among fetch.inner-hosts",
            false);
      }
    }
    return addresses;
  }
}
