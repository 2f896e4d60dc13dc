package dev.cofferdam.session.leftovers;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.engine.client.EngineLeftovers;
import dev.cofferdam.engine.client.EngineLeftovers.Item;
import dev.cofferdam.engine.client.ImageInfo;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.Sessions;
import dev.cofferdam.session.host.HostLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is left of sessions that do not run. Only what carries Cofferdam's labels and names a
 * session whose folder is in the state folder, or whose container is a session's: what another
 * gate's principals own is theirs.
 *
 * @param all everything found, containers first
 */
public record Remains(List<Remnant> all) {
  private static final Duration CALL = Duration.ofSeconds(60);

  public Remains {
    all = List.copyOf(all);
  }

  /** What something is; in the order in which it can be removed. */
  public enum Kind {
    WORKSPACES,
    CONTAINERS,
    NETWORKS,
    VOLUMES,
    IMAGES,
    BROUGHT_IMAGES,
    HOMES,
    WORKSPACE_IMAGES,
    FOLDERS;

    /** As it is printed. */
    public String word() {
      return this == BROUGHT_IMAGES
          ? "images that sessions got"
          : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * One thing.
   *
   * @param id what it is removed by
   * @param bytes -1 when it is not known
   */
  public record Remnant(Kind kind, String id, String name, String session, long bytes) {}

  /**
   * Looks for remains.
   *
   * @param everything also homes, folders and workspace images, and images that sessions pulled or
   *     loaded: no label says so, only the record in their folders
   */
  public static Remains find(EngineClient engine, Path state, boolean everything)
      throws IOException {
    EngineLeftovers found = engine.leftovers(CALL);
    Set<String> running = new HashSet<>();
    Set<String> known = new HashSet<>();
    List<Remnant> all = new ArrayList<>();
    for (Sessions.Row row : Sessions.on(engine)) {
      known.add(row.name());
      if (row.runs() || isSetUp(state, row)) {
        running.add(row.name());
      } else if (row.kind().equals("workspace")) {
        all.add(
            new Remnant(
                Kind.WORKSPACES,
                row.containerId(),
                new SessionName(row.name()).container(),
                row.name(),
                -1));
      }
    }
    List<SessionName> folders = folders(state);
    folders.forEach(name -> known.add(name.value()));
    known.removeAll(running);
    owned(all, Kind.CONTAINERS, found.containers(Labels.OWNER), Labels.OWNER, known);
    owned(all, Kind.NETWORKS, found.networks(Labels.OWNER), Labels.OWNER, known);
    owned(all, Kind.VOLUMES, found.volumes(Labels.OWNER), Labels.OWNER, known);
    owned(all, Kind.IMAGES, found.images(Labels.IMAGE_OWNER), Labels.IMAGE_OWNER, known);
    if (everything) {
      List<Item> homes =
          found.volumes(SessionLabels.KIND + "=workspace").stream()
              .filter(home -> !running.contains(sessionOf(home)))
              .toList();
      homes.forEach(
          home -> all.add(new Remnant(Kind.HOMES, home.id(), home.name(), sessionOf(home), -1)));
      if (running.isEmpty()) {
        found.images(SessionLabels.IMAGE).stream()
            // What an agent builds on one inherits its label, and is an image of the agent's.
            .filter(image -> !image.labels().containsKey(Labels.IMAGE_OWNER))
            .forEach(image ->
                all.add(
                    new Remnant(
                        Kind.WORKSPACE_IMAGES, image.id(), image.name(), "", image.bytes())));
      }
      for (SessionName name : folders) {
        if (!running.contains(name.value())) {
          brought(all, engine, state, name);
        }
        if (!running.contains(name.value()) && unserved(state, name)) {
          Path folder = SessionFolder.in(state, name).root();
          all.add(
              new Remnant(Kind.FOLDERS, folder.toString(), folder.toString(), name.value(), -1));
        }
      }
    }
    return new Remains(all);
  }

  /** Created, and somebody is about to start it; else whoever made it was killed before that. */
  private static boolean isSetUp(Path state, Sessions.Row row) throws IOException {
    if (!row.state().equals("created") || !row.kind().equals("workspace")) {
      return row.state().equals("created");
    }
    Path settingUp = SessionFolder.in(state, new SessionName(row.name())).setupLock();
    return !Files.exists(settingUp) || HostLock.held(settingUp); // none: of another state folder
  }

  private static void brought(List<Remnant> all, EngineClient engine, Path state, SessionName name)
      throws IOException {
    Path owners = SessionFolder.in(state, name).gateState().resolve(Ownership.FILE);
    for (Item image : BroughtImages.of(engine, name.value(), owners)) {
      all.add(
          new Remnant(Kind.BROUGHT_IMAGES, image.id(), image.name(), name.value(), image.bytes()));
    }
  }

  private static String sessionOf(Item item) {
    return item.labels().getOrDefault(SessionLabels.NAME, "");
  }

  private static void owned(
      List<Remnant> all, Kind kind, List<Item> items, String label, Set<String> sessions) {
    for (Item item : items) {
      String owner = item.labels().getOrDefault(label, "");
      if (sessions.contains(owner)) {
        all.add(new Remnant(kind, item.id(), item.name(), owner, item.bytes()));
      }
    }
  }

  private static List<SessionName> folders(Path state) throws IOException {
    Path sessions = SessionFolder.sessions(state);
    if (!Files.isDirectory(sessions)) {
      return List.of();
    }
    List<SessionName> names = new ArrayList<>();
    try (Stream<Path> folders = Files.list(sessions)) {
      folders
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .forEach(name -> {
            try {
              names.add(new SessionName(name));
            } catch (IllegalArgumentException _) {
              // Nothing of ours has such a name.
            }
          });
    }
    return names;
  }

  private static boolean unserved(Path state, SessionName name) throws IOException {
    Path lock = SessionFolder.in(state, name).lock();
    if (!Files.exists(lock)) {
      return true;
    }
    Optional<HostLock> free = HostLock.take(lock);
    if (free.isPresent()) {
      free.get().close();
    }
    return free.isPresent();
  }

  /**
   * Removes all of it.
   *
   * @return what could not be removed and why, a line each
   */
  public List<String> remove(EngineClient engine) throws IOException {
    List<String> failures = new ArrayList<>();
    for (Remnant each : all.stream().sorted(Comparator.comparing(Remnant::kind)).toList()) {
      try {
        remove(engine, each);
      } catch (EngineException e) {
        failures.add(each.name() + ": " + e.engineMessage());
      }
    }
    return failures;
  }

  private static void remove(EngineClient engine, Remnant remnant) throws IOException {
    EngineLeftovers kept = engine.leftovers(CALL);
    switch (remnant.kind()) {
      case WORKSPACES, CONTAINERS -> engine.actions(CALL).removeContainer(remnant.id());
      case NETWORKS -> kept.removeNetwork(remnant.id());
      case VOLUMES, HOMES -> kept.removeVolume(remnant.id());
      case IMAGES -> kept.removeImage(remnant.id(), true);
      case WORKSPACE_IMAGES -> kept.removeImage(remnant.id(), false);
      case BROUGHT_IMAGES -> removeByItsNames(engine, kept, remnant.id());
      case FOLDERS -> removeFolders(Path.of(remnant.id()), new SessionName(remnant.session()));
    }
  }

  /** Not by force: somebody else may use it by now, and then it is theirs. */
  private static void removeByItsNames(EngineClient engine, EngineLeftovers kept, String id)
      throws IOException {
    List<String> names =
        engine.lookups(CALL).inspectImage(id).map(ImageInfo::repoTags).orElse(List.of());
    if (names.isEmpty()) {
      kept.removeImage(id, false);
    }
    for (String name : names) {
      kept.removeImage(name, false);
    }
  }

  private static void removeFolders(Path root, SessionName name) throws IOException {
    Path sessions = root.getParent();
    Path state = sessions == null ? null : sessions.getParent();
    if (state == null) {
      return;
    }
    SessionFolder.in(state, name).remove();
  }
}
