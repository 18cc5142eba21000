/**
 * The words the whole job speaks: records that travel between stages, and nothing that acts.
 *
 * <p>Every type here is immutable, safe to share between threads, and made only of what Flink's own
 * record serializer understands (scalars, strings, arrays, enums, records, lists and maps of
 * those), so no record ever falls back to a generic serializer. Byte arrays and collections are
 * shared, not copied: who receives one must not write to it.
 *
 * <p>Units: {@code …Millis} and {@code …Micros} count from the Unix epoch in UTC; confidences are
 * integers in ten-thousandths ({@code 8734} is 0.8734), so that sums and comparisons are exact;
 * boxes are pixels of the original frame, origin at the top left, right and bottom exclusive.
 *
 * <p>These types are part of savepoints: fields may be added or removed, never renamed or retyped.
 */
package io.hearthwatch.domain;
