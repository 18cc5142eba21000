/**
 * What must become of a history, computed from what the topic had, what the files held and what the
 * documents promise; written without a look at the product's stages, of which it calls none.
 */
package io.hearthwatch.torture.model;
