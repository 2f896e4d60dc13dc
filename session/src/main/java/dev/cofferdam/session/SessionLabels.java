package dev.cofferdam.session;

import dev.cofferdam.policy.Labels;

/**
 * Labels of what Cofferdam itself creates for sessions. They share the prefix that the gate
 * reserves, so no principal can set them; Docker is the registry of sessions, and these labels are
 * its rows.
 */
public final class SessionLabels {
  /** {@code workspace} or {@code sandbox}. */
  public static final String KIND = "dev.cofferdam.session.kind";

  /** The session's name, see {@link SessionName}. */
  public static final String NAME = Labels.SESSION;

  /** The project's folder on the host. */
  public static final String PROJECT = "dev.cofferdam.session.project";

  /** The agent that runs in it: {@code claude}, {@code codex}, {@code gemini} or {@code shell}. */
  public static final String AGENT = "dev.cofferdam.session.agent";

  /** How a session was begun: {@code terminal} or {@code pipe}. */
  public static final String STREAMS = "dev.cofferdam.session.streams";

  /**
   * On images only: {@code workspace}. Containers of such an image inherit it, so it says nothing
   * about a container.
   */
  public static final String IMAGE = "dev.cofferdam.session.image";

  private SessionLabels() {}
}
