package dev.cofferdam.session.host;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.plan.SessionPlan;

/**
 * What a service of a session works with. The host closes the client and the journal after the
 * services.
 *
 * @param plan what the session is made of
 * @param folder its files on the host
 * @param engine the real engine, not the gate
 * @param journal the session's own
 * @param workspace the session's container
 */
public record SessionContext(
    SessionPlan plan,
    SessionFolder folder,
    EngineClient engine,
    Journal journal,
    Workspace workspace) {}
