package io.hearthwatch.evaluate;

/**
 * One detection, judged.
 *
 * @param confidenceE4 its confidence in ten-thousandths
 * @param correct whether it found an object that no better detection had found
 */
record Ranked(int confidenceE4, boolean correct) {}
