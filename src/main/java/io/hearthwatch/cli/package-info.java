/**
 * The local commands, {@code ./hearthwatch …}: what runs beside a cluster, never on it; no class of
 * this package is in the job jar.
 *
 * <p>A command is a class with picocli's {@code @Command} that implements {@code Callable<Integer>}
 * and returns an exit code of {@link io.hearthwatch.cli.ExitCode}; it is added by naming it in the
 * {@code subcommands} of {@link io.hearthwatch.cli.Hearthwatch}. It writes to the writers of its
 * {@code CommandSpec}, throws what it cannot handle, and leaves words and exit code of a failure to
 * {@link io.hearthwatch.cli.ErrorReport}.
 */
package io.hearthwatch.cli;
