/**
 * What becomes of frames when more of them arrive than the job can search: they wait, or those of
 * less important cameras are shed, by a rule that looks at the records alone.
 */
package io.hearthwatch.overload;
