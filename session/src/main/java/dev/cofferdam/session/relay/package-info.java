/**
 * The relay: the agent's model API, with the key put in outside the workspace. The agent holds a
 * placeholder and talks to a Unix socket; the process that serves the session adds the real
 * credential and passes the call to the API's own host. Only the calls of the API that an agent
 * needs pass, so the key cannot be used for anything else, and nothing reads it back.
 */
@NullMarked
package dev.cofferdam.session.relay;

import org.jspecify.annotations.NullMarked;
