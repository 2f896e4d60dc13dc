package dev.cofferdam.session.plan;

import dev.cofferdam.session.SessionName;
import java.util.List;

/**
 * What a workspace session is made of. Paths are absolute.
 *
 * @param name the session's name, also the principal of its gate
 * @param engine the engine's address, such as {@code unix:///var/run/docker.sock}
 * @param project the project's folder on the host, without symbolic links
 * @param agent {@code claude}, {@code codex}, {@code gemini} or {@code shell}
 * @param user who the agent is on the host and in the container
 * @param policy a preset, or the path of a policy file
 * @param mounts folders of the host that the workspace has, and its gate lets containers bind
 * @param services what is served beside the gate
 */
public record SessionPlan(
    String name,
    String engine,
    String project,
    String agent,
    User user,
    String policy,
    List<Mount> mounts,
    Services services) {

  /** Where the project is in every workspace, beside its path on the host. */
  public static final String WORKSPACE = "/workspace";

  public SessionPlan {
    mounts = List.copyOf(mounts);
  }

  /** The name, checked. */
  public SessionName sessionName() {
    return new SessionName(name);
  }

  /** A numeric user and group; never root. */
  public record User(int uid, int gid) {
    /** As {@code uid:gid}. */
    @Override
    public String toString() {
      return uid + ":" + gid;
    }
  }

  /**
   * A folder of the host in the workspace.
   *
   * @param inside where the workspace has it
   * @param host where the host has it
   * @param writable whether the agent may change it
   */
  public record Mount(String inside, String host, boolean writable) {}

  /**
   * What is served beside the gate.
   *
   * @param relay whether credentials reach the agent by the relay
   * @param localhost whether ports that the agent's containers publish answer on the workspace's
   *     localhost
   * @param networks names of networks of others that the workspace joins and its containers may
   * @param siblings names of containers of others that the agent may look at
   */
  public record Services(
      boolean relay, boolean localhost, List<String> networks, List<String> siblings) {
    /** Localhost ports only. */
    public static final Services DEFAULT = new Services(false, true, List.of(), List.of());

    /** The same with or without the relay. */
    public Services withRelay(boolean served) {
      return new Services(served, localhost, networks, siblings);
    }

    public Services {
      networks = List.copyOf(networks);
      siblings = List.copyOf(siblings);
    }
  }
}
