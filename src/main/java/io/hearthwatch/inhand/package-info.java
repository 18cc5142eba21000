/**
 * Which frame a process had in hand when it died. Native code decodes and searches pictures; where
 * it fails badly the whole process ends without a word, and whoever takes the frame up next ends
 * too.
 *
 * <p>Each thread that searches has a {@link io.hearthwatch.inhand.Mark}: a small file mapped into
 * memory, which the operating system keeps whatever becomes of the process, and locked as long as
 * the process lives. Whoever starts next on that machine finds the marks that nobody holds, says so
 * and {@linkplain io.hearthwatch.inhand.Deaths counts} how often each frame was among them.
 */
package io.hearthwatch.inhand;
