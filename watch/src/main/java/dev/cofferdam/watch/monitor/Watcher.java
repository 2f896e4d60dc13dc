package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.discovery.Accounts;
import dev.cofferdam.watch.discovery.AgentProcess;
import dev.cofferdam.watch.discovery.AgentProcess.ProcessId;
import dev.cofferdam.watch.discovery.AllowedUsers;
import dev.cofferdam.watch.discovery.Discovery;
import dev.cofferdam.watch.discovery.SessionLink;
import dev.cofferdam.watch.discovery.SessionLinks;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.Host;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.source.HostFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks at a machine, as often as it is told to. For one thread. */
public final class Watcher {
  private final Host host;
  private final SortedSet<Integer> uids;
  private final UnaryOperator<String> containerNames;
  private final TranscriptReader reader;
  private final ScreenArchive screenArchive;
  private final Screens screens = new Screens();
  private final Faults faults = new Faults();
  private Map<ProcessId, WatchedAgent> last = Map.of();
  private @Nullable Machine machine;

  /** What stays the same between looks. */
  private record Machine(Accounts accounts, Discovery discovery, Places places) {}

  /**
   * @param host stays the caller's to close
   * @param uids whose agents and files are looked at; see {@link AllowedUsers#uids}
   * @param containerNames from the id of a container to its name
   * @param reader gets the places where transcripts are, once in every look
   * @param screenArchive gets what was captured of screens, after that
   */
  public Watcher(
      Host host,
      SortedSet<Integer> uids,
      UnaryOperator<String> containerNames,
      TranscriptReader reader,
      ScreenArchive screenArchive) {
    this.host = host;
    this.uids = uids;
    this.containerNames = containerNames;
    this.reader = reader;
    this.screenArchive = screenArchive;
  }

  /** One look. Never fails: what does not work is in the answer. */
  public Look look() {
    Map<ProcessId, WatchedAgent> now = last;
    WatchState state = WatchState.ACTIVE;
    int exchanges = 0;
    try (HostView view = host.open()) {
      Machine there = machine(view);
      view.hidden(uids).ifPresent(what -> faults.say("/proc", what));
      Map<AgentProcess, FileRoot> agents = roots(there.discovery().find(view));
      Map<ProcessId, WatchedAgent> watched = new LinkedHashMap<>();
      for (Map.Entry<AgentProcess, FileRoot> each : agents.entrySet()) {
        watched.put(each.getKey().id(), watched(view, there, each.getKey(), each.getValue()));
      }
      now = watched;
      TranscriptReader.Pass pass = reader.read(there.places().of(view, ways(view, there), agents));
      exchanges = pass.exchanges() + archived(List.copyOf(watched.values()));
      pass.faults().forEach(fault -> faults.say(fault.where(), fault.what()));
    } catch (IOException e) {
      state = WatchState.ERROR;
      faults.say(host.description(), reason(e));
    }
    Look look =
        new Look(
            state,
            List.copyOf(now.values()),
            without(now, last),
            without(last, now),
            exchanges,
            faults.fresh(),
            faults.over());
    faults.next();
    last = now;
    return look;
  }

  private int archived(List<WatchedAgent> agents) {
    try {
      return screenArchive.take(agents);
    } catch (IOException e) {
      faults.say("screens", reason(e));
      return 0;
    }
  }

  private Machine machine(HostView view) throws IOException {
    Machine known = machine;
    if (known == null) {
      Accounts accounts = Accounts.of(view.accounts());
      known = new Machine(accounts, new Discovery(uids, accounts), new Places(uids, accounts));
      machine = known;
    }
    return known;
  }

  private Map<AgentProcess, FileRoot> roots(List<AgentProcess> agents) {
    Map<AgentProcess, FileRoot> roots = new LinkedHashMap<>();
    for (AgentProcess agent : agents) {
      Optional<String> container = agent.container();
      String name =
          container.map(id -> "container:" + containerNames.apply(id)).orElse(FileRoot.HOST);
      roots.put(agent, new FileRoot(agent.id().pid(), container.isPresent(), name));
    }
    return roots;
  }

  private Map<Integer, Places.RootOf> ways(HostView view, Machine there) throws IOException {
    Map<Integer, Places.RootOf> ways = new LinkedHashMap<>();
    Optional<FileRoot> own = view.ownRoot();
    if (own.isPresent()) {
      uids.forEach(uid -> ways.put(uid, new Places.RootOf(own.get(), new Identity(uid, uid))));
      return ways;
    }
    there
        .discovery()
        .waysToFiles(view)
        .forEach((root, owner) -> ways.put(owner.uid(), new Places.RootOf(root, owner)));
    return ways;
  }

  private WatchedAgent watched(HostView view, Machine there, AgentProcess agent, FileRoot root)
      throws IOException {
    WatchedAgent before = last.get(agent.id());
    HostFiles files = view.files(root, agent.owner());
    List<Integer> children = there.discovery().children(agent);
    SessionLink link =
        before != null && before.link() instanceof SessionLink.Certain certain
            ? SessionLinks.again(agent, view, files, children, certain)
            : SessionLinks.of(agent, view, files, children);
    return new WatchedAgent(
        agent,
        agent.container().map(containerNames).orElse(""),
        link,
        agent.agent().kind() != AgentKind.OTHER,
        screens.of(view, agent, root, link));
  }

  private static List<WatchedAgent> without(
      Map<ProcessId, WatchedAgent> these, Map<ProcessId, WatchedAgent> those) {
    List<WatchedAgent> left = new ArrayList<>();
    these.forEach((id, agent) -> {
      if (!those.containsKey(id)) {
        left.add(agent);
      }
    });
    return left;
  }

  private static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
