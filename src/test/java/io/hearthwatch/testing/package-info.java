/** What tests of several packages share: servers that are started once per JVM. */
package io.hearthwatch.testing;
