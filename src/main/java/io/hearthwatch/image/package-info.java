/**
 * From the bytes of a picture to the tensor that a model reads.
 *
 * <p>In: the bytes of one JPEG or PNG file. First {@link io.hearthwatch.image.PictureHeader} tells
 * format and size without decoding, so that a caller can refuse a picture by its pixels; then
 * {@link io.hearthwatch.image.PictureDecoder} checks that the file is whole and decodes it; then
 * {@link io.hearthwatch.image.LetterboxWriter} resizes, pads, normalises and orders the samples in
 * one pass. Out: the tensor, and the {@link io.hearthwatch.image.Letterbox} that maps boxes back.
 *
 * <p>State: none between pictures but reused buffers. Samples are taken as stored: no embedded
 * colour profile is applied and no EXIF rotation, so a box always refers to the pixels of the file.
 *
 * <p>This is the only package that knows the native decoder (Leptonica with libjpeg-turbo and
 * libpng). Leptonica itself is silenced; the two libraries below it may still write one line to the
 * process's standard error for a file whose structure is whole but whose compressed samples are
 * corrupt. What can be recognised without decompressing is therefore refused before they see it.
 */
package io.hearthwatch.image;
