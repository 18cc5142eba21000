/**
 * What is said to people, wherever it is said: names that are probably slips of known ones, and
 * failures in one line, numbers of things.
 *
 * <p>In: texts. Out: texts. No state, and nothing of the product is known here.
 */
package io.hearthwatch.text;
