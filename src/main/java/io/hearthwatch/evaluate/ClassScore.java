package io.hearthwatch.evaluate;

/**
 * How well one class is found.
 *
 * @param label class name
 * @param objects labelled objects, at least 1
 * @param ap50 average precision at IoU 0.5
 * @param ap50to95 mean of the average precisions at IoU 0.50, 0.55 … 0.95
 * @param atThreshold at the job's confidence, IoU 0.5
 * @param best at the confidence of the largest F1, IoU 0.5
 */
public record ClassScore(
    String label,
    int objects,
    double ap50,
    double ap50to95,
    OperatingPoint atThreshold,
    OperatingPoint best) {}
