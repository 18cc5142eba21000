/**
 * From the bytes of a picture to the tensor that a model reads.
 *
 * <p>In: the bytes of one JPEG, PNG or WebP file. First {@link io.hearthwatch.image.PictureHeader}
 * tells format, size and orientation without decoding, so that a caller can refuse a picture by its
 * pixels; {@link io.hearthwatch.image.DecodeMode} says at which size it is decoded; then {@link
 * io.hearthwatch.image.PictureDecoder} checks that the file is whole, decodes it and turns it
 * upright; then {@link io.hearthwatch.image.LetterboxWriter} resizes, pads, normalises and orders
 * the samples. Out: the tensor, and the {@link io.hearthwatch.image.Letterbox} that maps boxes
 * back.
 *
 * <p>State: none between pictures but reused buffers. Samples are taken as stored: no embedded
 * colour profile is applied, and transparency is ignored. The EXIF orientation is followed, in all
 * three formats: width, height and every box are those of the upright picture.
 *
 * <p>This is the only package that knows the native decoder (Leptonica with libjpeg-turbo, libpng
 * and libwebp). Leptonica itself is silenced; libjpeg and libpng, which offer no way to be, may
 * still write one line to the process's standard error for a file whose structure is whole but
 * whose compressed samples are corrupt. What can be recognised without decompressing is therefore
 * refused before they see it, and PNG chunks that only cause warnings are left out.
 */
package io.hearthwatch.image;
