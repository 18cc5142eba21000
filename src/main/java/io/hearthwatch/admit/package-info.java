/**
 * Stage 2: valid references in, keyed by camera and in the order in which Kafka holds them;
 * admitted frames out, numbered densely per camera, and beside them the ledger rows of those not
 * admitted.
 *
 * <p>Each frame's fate is decided once, before any inference, by the camera's own past and the
 * record's append time alone: neither the wall clock nor a watermark takes part. As a camera lives
 * in one partition, every run sees the same frames in the same order and decides the same.
 *
 * <p>State per camera: its clock and next sequence number (kept for ever), and the ids of admitted
 * frames whose windows are not out of reach yet, which end with their windows, or when the camera
 * is put to rest. A timer per camera that is not at rest.
 */
package io.hearthwatch.admit;
