/**
 * What goes wrong, one class for each kind of thing: processes that die or freeze, connections that
 * break, a database or a disk that refuses, the operator's own changes, records that expire.
 *
 * <p>A {@link io.hearthwatch.torture.fault.Fault} returns from its strike only when it has seen its
 * own effect, so that none is counted that did nothing. {@link
 * io.hearthwatch.torture.fault.FaultKind} names them all.
 */
package io.hearthwatch.torture.fault;
