/**
 * From a YAML file, {@code --key value} arguments and the environment to {@link
 * io.hearthwatch.pipeline.JobSettings}, or to a list of everything that is wrong.
 *
 * <p>In: the texts a person wrote. Arguments win over the file; the password comes from a file or
 * the environment only. Out: {@link io.hearthwatch.config.JobConfiguration#load settings} that are
 * complete and possible, or one {@link io.hearthwatch.config.InvalidConfigurationException} with
 * every problem, each with its line and its remedy. Order: read, look up and parse each key, look
 * for missing keys, compare values with each other, assemble.
 *
 * <p>Each option is declared once, in the {@code XxxOptions} class of its stage, with its default,
 * its rule, its description and whether results depend on it ({@link
 * io.hearthwatch.config.Affects}); the reader, the digest and the generated page all go by that
 * declaration. No state is kept, and no value of a secret is ever printed.
 */
package io.hearthwatch.config;
