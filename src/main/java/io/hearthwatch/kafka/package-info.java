/** How Kafka is reached: known to the stages at both ends of the graph. */
package io.hearthwatch.kafka;
