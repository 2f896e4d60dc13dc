package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.discovery.Accounts;
import dev.cofferdam.watch.discovery.AgentProcess;
import dev.cofferdam.watch.discovery.ConfigFolders;
import dev.cofferdam.watch.discovery.KnownAgent;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.source.TranscriptPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * Where transcripts are: in the homes of the allowed users, and wherever an agent that runs or ran
 * keeps its own. For one thread.
 */
final class Places {
  private static final int MOST_REMEMBERED = 200;

  private final SortedSet<Integer> uids;
  private final Accounts accounts;
  private final Map<Named, Boolean> remembered = new LinkedHashMap<>();

  /** A folder of this machine that an agent was told to use. */
  private record Named(int uid, int gid, AgentKind agent, String folder) {}

  Places(SortedSet<Integer> uids, Accounts accounts) {
    this.uids = uids;
    this.accounts = accounts;
  }

  /**
   * All places, each once.
   *
   * @param roots for each allowed user a way to the files of the machine, where there is one
   * @param agents those that run, each with the root folder that it sees
   */
  List<TranscriptPlace> of(
      HostView view, Map<Integer, RootOf> roots, Map<AgentProcess, FileRoot> agents) {
    Map<String, TranscriptPlace> places = new LinkedHashMap<>();
    agents.forEach((agent, root) -> {
      AgentKind kind = agent.agent().kind();
      if (kind == AgentKind.OTHER) {
        return;
      }
      for (String folder : agent.configFolders()) {
        add(places, view, root, agent.owner(), kind, folder);
        if (!root.container() && remembered.size() < MOST_REMEMBERED) {
          remembered.put(new Named(agent.owner().uid(), agent.owner().gid(), kind, folder), true);
        }
      }
    });
    for (int uid : uids) {
      Optional<RootOf> root = Optional.ofNullable(roots.get(uid));
      Optional<Accounts.Account> account = accounts.byUid(uid);
      if (root.isPresent() && account.isPresent()) {
        for (KnownAgent agent : KnownAgent.values()) {
          for (String folder : ConfigFolders.usual(agent, account.get().home())) {
            add(places, view, root.get().root(), root.get().owner(), agent.kind(), folder);
          }
        }
      }
    }
    for (Named named : remembered.keySet()) {
      RootOf root = roots.get(named.uid());
      if (root != null) {
        add(
            places,
            view,
            root.root(),
            new Identity(named.uid(), named.gid()),
            named.agent(),
            named.folder());
      }
    }
    return List.copyOf(places.values());
  }

  private void add(
      Map<String, TranscriptPlace> places,
      HostView view,
      FileRoot root,
      Identity owner,
      AgentKind kind,
      String folder) {
    TranscriptPlace place =
        new TranscriptPlace(
            view.files(root, owner),
            kind,
            accounts.name(owner.uid()),
            OptionalInt.of(owner.uid()),
            folder);
    places.putIfAbsent(key(place), place);
  }

  private static String key(TranscriptPlace place) {
    return place.files().name() + " " + place.agent() + " " + place.owner() + " " + place.folder();
  }

  /** A way to the machine's files with the rights of a user. */
  record RootOf(FileRoot root, Identity owner) {}
}
