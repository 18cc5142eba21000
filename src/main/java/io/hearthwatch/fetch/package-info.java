/**
 * Stage 3, first half: a reference in, the bytes of its picture out.
 *
 * <p>The URI's scheme says who reads: files, the web, or a store that Flink has a file system for.
 * Every failure is a value with a reason; only a defect is an exception of another kind.
 *
 * <p>Reading is asynchronous and bounded: so many references in hand, so many reads under way, so
 * many pictures waiting to be analysed. A picture that is not there yet is asked for again without
 * holding any of these but its place among the references in hand. The stage keeps no state;
 * references in hand are part of the checkpoint as input.
 */
package io.hearthwatch.fetch;
