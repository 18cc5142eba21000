package io.hearthwatch.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that are not of the public Internet, after IANA's special-purpose registries: this
 * machine, this network, the provider's, and those that are reserved. Among them are the ones at
 * which clouds hand out credentials (169.254.169.254, fd00:ec2::254).
 */
final class InnerAddresses {
  private static final List<Network> NETWORKS =
      List.of(
          new Network("0.0.0.0", 8),
          new Network("10.0.0.0", 8),
          new Network("100.64.0.0", 10),
          new Network("127.0.0.0", 8),
          new Network("169.254.0.0", 16),
          new Network("172.16.0.0", 12),
          new Network("192.0.0.0", 24),
          new Network("192.0.2.0", 24),
          new Network("192.168.0.0", 16),
          new Network("198.18.0.0", 15),
          new Network("198.51.100.0", 24),
          new Network("203.0.113.0", 24),
          // Multicast and everything above.
          new Network("224.0.0.0", 3));

  /** All that is public in IPv6 so far. */
  private static final Network GLOBAL_UNICAST = new Network("2000::", 3);

  /** Within it: Teredo and other protocols' own, documentation. */
  private static final List<Network> NOT_GLOBAL =
      List.of(new Network("2001::", 23), new Network("2001:db8::", 32), new Network("3fff::", 20));

  /** IPv4 inside IPv6: NAT64 behind 12 bytes, 6to4 behind 2. */
  private static final Network NAT64 = new Network("64:ff9b::", 96);

  private static final Network SIX_TO_FOUR = new Network("2002::", 16);

  private InnerAddresses() {}

  private record Network(byte[] prefix, int bits) {
    Network(String address, int bits) {
      this(bytes(address), bits);
    }

    private static byte[] bytes(String address) {
      try {
        return InetAddress.getByName(address).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(address + " is not an address", e);
      }
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = 0xff00 >> (bits % 8) & 0xff;
      return Arrays.equals(address, 0, whole, prefix, 0, whole)
          && (mask == 0 || ((address[whole] ^ prefix[whole]) & mask) == 0);
    }
  }

  /** Whether the address is an inner one, also where it is an IPv4 address in IPv6's clothes. */
  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return isInner4(bytes);
    }
    // ::ffff:a.b.c.d has become an Inet4Address already.
    if (NAT64.contains(bytes)) {
      return isInner4(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (SIX_TO_FOUR.contains(bytes)) {
      return isInner4(Arrays.copyOfRange(bytes, 2, 6));
    }
    return !GLOBAL_UNICAST.contains(bytes)
        || NOT_GLOBAL.stream().anyMatch(network -> network.contains(bytes));
  }

  private static boolean isInner4(byte[] address) {
    return NETWORKS.stream().anyMatch(network -> network.contains(address));
  }
}
