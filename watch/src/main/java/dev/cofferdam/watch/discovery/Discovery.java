package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.discovery.AgentProcess.ProcessId;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.host.ProcFile;
import dev.cofferdam.watch.host.ProcFile.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Finds the agents of some users, again and again. What does not change in a process's life is read
 * once: an agent is recognised by its number and start time together. For one thread.
 */
public final class Discovery {
  private static final int TICKS_PER_SECOND = 100;

  /**
   * Gemini CLI starts itself again, which takes three seconds, and many where the machine is busy.
   */
  private static final int WRAPPER_TICKS = 30 * TICKS_PER_SECOND;

  private final SortedSet<Integer> uids;
  private final Accounts accounts;
  private Map<ProcessId, AgentProcess> known = Map.of();
  private Map<Integer, ProcStat> last = Map.of();
  private final HostProcesses hostProcesses = new HostProcesses();
  private long bootTime;

  /**
   * @param uids whose processes are looked at, and nobody else's
   * @param accounts for their names and home folders
   */
  public Discovery(SortedSet<Integer> uids, Accounts accounts) {
    this.uids = uids;
    this.accounts = accounts;
  }

  /** The agents that run now, by number. */
  public List<AgentProcess> find(HostView view) throws IOException {
    List<Integer> pids = view.processes(uids);
    Map<Integer, ProcStat> processes = new LinkedHashMap<>();
    Map<ProcessId, AgentProcess> found = new LinkedHashMap<>();
    List<Sighting> fresh = new ArrayList<>();
    List<byte[]> files = view.read(both(pids), Identity.NOBODY);
    for (int i = 0; i < pids.size(); i++) {
      Optional<ProcStat> stat = ProcStat.of(files.get(2 * i));
      if (stat.isEmpty() || stat.get().pid() != pids.get(i)) {
        continue;
      }
      processes.put(pids.get(i), stat.get());
      CommandLine line = CommandLine.of(files.get(2 * i + 1));
      ProcessId id = new ProcessId(stat.get().pid(), stat.get().startTicks());
      AgentProcess before = known.get(id);
      Optional<KnownAgent> agent = KnownAgent.of(stat.get().name(), line.arguments());
      if (before != null && agent.isPresent() && agent.get() == before.agent()) {
        found.put(id, before);
      } else if (agent.isPresent()) {
        fresh.add(new Sighting(stat.get(), line, agent.get()));
      }
    }
    Set<Integer> wrappers = wrappers(fresh, found.values(), processes);
    found.keySet().removeIf(id -> wrappers.contains(id.pid()));
    for (Sighting each : fresh) {
      if (!wrappers.contains(each.stat().pid())) {
        describe(view, each, processes).ifPresent(agent -> found.put(agent.id(), agent));
      }
    }
    known = Map.copyOf(found);
    last = processes;
    return found.values().stream().sorted(Comparator.comparingInt(a -> a.id().pid())).toList();
  }

  /**
   * For each allowed user that has one a process outside of containers, with its rights; only to be
   * asked after {@link #find}, through the same view.
   */
  public Map<FileRoot, Identity> waysToFiles(HostView view) throws IOException {
    Map<FileRoot, Identity> ways = new LinkedHashMap<>();
    hostProcesses
        .of(view, uids, last)
        .values()
        .forEach(each -> ways.put(each.root(), each.owner()));
    return ways;
  }

  /** The processes that an agent had started itself when {@link #find} looked last. */
  public List<Integer> children(AgentProcess agent) {
    return last.values().stream()
        .filter(process -> process.parent() == agent.id().pid())
        .map(ProcStat::pid)
        .toList();
  }

  private static List<ProcFile> both(List<Integer> pids) {
    return pids.stream()
        .flatMap(pid -> Stream.of(new ProcFile(pid, Entry.STAT), new ProcFile(pid, Entry.CMDLINE)))
        .toList();
  }

  /**
   * A script that starts an agent and waits for it is not a second one: of a parent and a child of
   * one kind on one terminal, begun within half a minute, only the child counts.
   */
  private static Set<Integer> wrappers(
      List<Sighting> fresh, Collection<AgentProcess> found, Map<Integer, ProcStat> processes) {
    Map<Integer, KnownAgent> kinds = new HashMap<>();
    fresh.forEach(each -> kinds.put(each.stat().pid(), each.agent()));
    found.forEach(agent -> kinds.put(agent.id().pid(), agent.agent()));
    Set<Integer> wrappers = new HashSet<>();
    for (Map.Entry<Integer, KnownAgent> each : kinds.entrySet()) {
      ProcStat child = processes.get(each.getKey());
      ProcStat parent = child == null ? null : processes.get(child.parent());
      if (child != null
          && parent != null
          && kinds.get(parent.pid()) == each.getValue()
          && parent.tty().equals(child.tty())
          && child.startTicks() - parent.startTicks() < WRAPPER_TICKS) {
        wrappers.add(parent.pid());
      }
    }
    return wrappers;
  }

  private record Sighting(ProcStat stat, CommandLine line, KnownAgent agent) {}

  private Optional<AgentProcess> describe(
      HostView view, Sighting seen, Map<Integer, ProcStat> processes) throws IOException {
    int pid = seen.stat().pid();
    List<byte[]> open =
        view.read(
            List.of(
                new ProcFile(pid, Entry.STATUS),
                new ProcFile(pid, Entry.CGROUP),
                new ProcFile(pid, Entry.STAT)),
            Identity.NOBODY);
    Optional<Status> status = Status.of(open.get(0));
    // Its number may have gone to somebody else meanwhile, its rights may have changed.
    boolean same =
        ProcStat.of(open.get(2))
            .filter(s -> s.startTicks() == seen.stat().startTicks())
            .isPresent();
    if (status.isEmpty() || !same || !mayBeSeen(status.get())) {
      return Optional.empty();
    }
    Identity owner = status.get().identity();
    Surroundings surroundings =
        Surroundings.of(view.read(List.of(new ProcFile(pid, Entry.ENVIRON)), owner).getFirst());
    Optional<String> container = ControlGroup.container(open.get(1));
    Optional<String> home =
        surroundings
            .folder("HOME")
            .or(() ->
                container.isPresent()
                    ? Optional.empty()
                    : accounts.byUid(owner.uid()).map(Accounts.Account::home));
    return Optional.of(
        new AgentProcess(
            new ProcessId(pid, seen.stat().startTicks()),
            seen.agent(),
            owner,
            accounts.name(owner.uid()),
            seen.stat().tty(),
            new Terminals(view, processes)
                .of(seen.stat(), surroundings, container.isPresent(), owner),
            view.workingFolder(pid, owner),
            container,
            status.get().innerPid() == 0 ? pid : status.get().innerPid(),
            started(view, seen.stat().startTicks()),
            home,
            ConfigFolders.of(seen.agent(), surroundings, home),
            Claims.of(seen.agent(), seen.line())));
  }

  private boolean mayBeSeen(Status status) {
    return uids.contains(status.identity().uid()) && uids.contains(status.effectiveUid());
  }

  private Instant started(HostView view, long ticks) throws IOException {
    if (bootTime == 0) {
      bootTime = view.bootTime();
    }
    return Instant.ofEpochSecond(bootTime).plusMillis(ticks * 1000 / TICKS_PER_SECOND);
  }
}
