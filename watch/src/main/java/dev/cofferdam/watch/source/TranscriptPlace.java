package dev.cofferdam.watch.source;

import dev.cofferdam.watch.exchange.AgentKind;
import java.util.OptionalInt;

/**
 * A folder in which an agent of one user keeps its transcripts.
 *
 * @param files the way to the folder
 * @param agent whose transcripts they are
 * @param user the user's name, as exchanges will carry it
 * @param owner the number that files must belong to in order to be read; empty where numbers say
 *     nothing, as in a container of somebody else's user namespace. Without it a user could have
 *     another user's files archived under the own name by a link
 * @param folder the absolute path of the agent's own folder, such as {@code /home/ann/.claude}
 */
public record TranscriptPlace(
    HostFiles files, AgentKind agent, String user, OptionalInt owner, String folder) {}
