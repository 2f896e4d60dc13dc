/**
 * The workspace's networks: it joins those that its agent creates, so that the names of services
 * resolve in it, and those of others that its policy shares.
 */
@NullMarked
package dev.cofferdam.session.network;

import org.jspecify.annotations.NullMarked;
