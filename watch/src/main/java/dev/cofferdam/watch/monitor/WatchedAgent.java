package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.discovery.AgentProcess;
import dev.cofferdam.watch.discovery.SessionLink;

/**
 * An agent that runs, and what is captured of it.
 *
 * @param process the agent
 * @param container the name of its container; empty for none
 * @param link the session that it writes
 * @param transcripts whether its transcripts can be read here
 * @param screen what is done about its terminal
 */
public record WatchedAgent(
    AgentProcess process, String container, SessionLink link, boolean transcripts, Screen screen) {}
