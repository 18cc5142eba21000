package io.hearthwatch.simulate;

/**
 * An object that is in a picture, as a perfect detector would report it.
 *
 * @param object its colour's name in the palette, for example {@code person.red}
 * @param label {@code person}, {@code car} or {@code dog}
 * @param left left edge in pixels, within the frame
 * @param top top edge in pixels, within the frame
 * @param right right edge, exclusive, {@code > left}
 * @param bottom bottom edge, exclusive, {@code > top}
 * @param visibleFraction share of the object's whole box that lies in the frame and behind no
 *     nearer object's box, above 0 and at most 1
 */
public record TruthBox(
    String object,
    String label,
    float left,
    float top,
    float right,
    float bottom,
    float visibleFraction) {}
