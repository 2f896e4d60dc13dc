package dev.cofferdam.cli.policy;

import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the engine that is not asked. Ids are made up of names, so that
 * the same question has the same answer.
 *
 * @param owned names of objects that belong to the principal
 * @param foreign names of objects that belong to another principal
 * @param host names of objects that belong to nobody
 * @param paths where paths of the host really lead
 * @param containers how many containers the principal has already
 */
record KnownFacts(
    List<String> owned,
    List<String> foreign,
    List<String> host,
    Map<String, String> paths,
    int containers) {

  private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");

  Fact about(Principal principal, Reference reference) {
    return switch (reference) {
      case Reference.Container(String name) ->
          known(name)
              ? new Fact.Container(id("container", name), name, owner(principal, name))
              : new Fact.Missing();
      case Reference.Network(String name) -> network(principal, name);
      case Reference.Volume(String name) ->
          known(name) ? new Fact.Volume(name, owner(principal, name)) : new Fact.Missing();
      case Reference.Image(String name) -> image(principal, name);
      case Reference.Exec(String id) ->
          known(id)
              ? new Fact.Exec(
                  id, new Fact.Container(id("exec", id), "container", owner(principal, id)))
              : new Fact.Missing();
      case Reference.HostPath(String path, String root) -> path(path, root);
      // Offline, this machine and what engines log with by default stand for the engine's.
      case Reference.Machine() ->
          new Fact.Machine(Runtime.getRuntime().availableProcessors(), "json-file");
      case Reference.Usage() -> new Fact.Usage(containers, 0, 0, 0);
    };
  }

  private Fact network(Principal principal, String name) {
    if (PREDEFINED.contains(name)) {
      String driver = name.equals("none") ? "null" : name;
      return new Fact.Network(id("network", name), name, null, driver, true);
    }
    return known(name)
        ? new Fact.Network(id("network", name), name, owner(principal, name), "bridge", false)
        : new Fact.Missing();
  }

  private Fact image(Principal principal, String name) {
    for (List<String> names : List.of(owned, foreign, host)) {
      for (String candidate : names) {
        if (candidate.equals(name) || normalized(candidate).equals(normalized(name))) {
          return new Fact.Image(
              "sha256:" + id("image", normalized(name)),
              owner(principal, candidate),
              List.of(normalized(name)),
              List.of());
        }
      }
    }
    return new Fact.Missing();
  }

  private static String normalized(String image) {
    try {
      return ImageReference.parse(image).toString();
    } catch (ImageReferenceException _) {
      return image; // an id
    }
  }

  private Fact path(String path, String root) {
    String real = paths.get(path);
    return real == null
        ? new Fact.Missing()
        : new Fact.HostPath(real, true, Path.of(real).normalize().startsWith(root), root);
  }

  private boolean known(String name) {
    return owned.contains(name) || foreign.contains(name) || host.contains(name);
  }

  private @Nullable String owner(Principal principal, String name) {
    if (owned.contains(name)) {
      return principal.name();
    }
    return foreign.contains(name) ? "somebody-else" : null;
  }

  private static String id(String kind, String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((kind + " " + name).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
