package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.host.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent that runs.
 *
 * @param id tells it from every other process, also from a later one of the same number
 * @param agent which
 * @param owner whose rights it has
 * @param user the owner's name on the machine, or the number
 * @param tty the controlling terminal, if any
 * @param terminal where it shows itself
 * @param folder where it works; empty when it cannot be known
 * @param container the id of the container it runs in; empty for none
 * @param innerPid its number as it sees it itself; differs in containers
 * @param started to a hundredth of a second
 * @param home the user's own folder as the process sees it; empty when it cannot be known
 * @param configFolders where its transcripts may be, the likeliest first
 * @param claim what its own arguments say about its session
 */
public record AgentProcess(
    ProcessId id,
    KnownAgent agent,
    Identity owner,
    String user,
    Optional<Tty> tty,
    TerminalPlace terminal,
    Optional<String> folder,
    Optional<String> container,
    int innerPid,
    Instant started,
    Optional<String> home,
    List<String> configFolders,
    Optional<SessionLink.Certain> claim) {

  /** Copies. */
  public AgentProcess {
    configFolders = List.copyOf(configFolders);
  }

  /**
   * A process, for good.
   *
   * @param pid as the host numbers it
   * @param startTicks hundredths of a second from the machine's start to the process's
   */
  public record ProcessId(int pid, long startTicks) {
    @Override
    public String toString() {
      return Integer.toString(pid);
    }
  }
}
