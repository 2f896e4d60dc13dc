package dev.cofferdam.policy.build;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.QueryValues;
import dev.cofferdam.engine.body.Type;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Verdict.Sequel;
import dev.cofferdam.policy.container.LimitRules;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.Images;
import dev.cofferdam.policy.network.Endpoints;
import dev.cofferdam.policy.network.ExtraHosts;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a build. */
public final class BuildCalls {
  private static final Set<String> REFUSED =
      Set.of("cgroupparent", "securityopt", "outputs", "buildid");

  private BuildCalls() {}

  /** Adds how builds are decided. */
  public static void addTo(Map<Operation, Decision> table) {
    table.put(Operation.IMAGE_BUILD, Decision.checked(BuildCalls::build));
  }

  private static void build(Ruling ruling) {
    builder(ruling);
    options(ruling);
    String mode = ruling.query().first("networkmode", "");
    if (!mode.isEmpty()) {
      ruling.query("networkmode", Endpoints.mode(ruling, Rules.BUILD_NETWORK_MODE, mode));
    }
    ExtraHosts.check(ruling, ruling.query().all("extrahosts"));
    BuildLimits.apply(ruling);
    tags(ruling);
    labels(ruling);
    cacheFrom(ruling);
    json(ruling, QueryValues.BUILD_ARGS, "buildargs");
    var ulimits = json(ruling, QueryValues.ULIMITS, "ulimits");
    if (ulimits != null) {
      LimitRules.ulimits(ruling, ulimits);
    }
    // Else a build that fails leaves containers behind that nobody owns.
    ruling.query("rm", "1");
    ruling.query("forcerm", "1");
    ruling.sequel(Sequel.OWN_IMAGES);
  }

  private static void builder(Ruling ruling) {
    String version = ruling.query().first("version", "");
    if (!(version.isEmpty() || version.equals("1"))
        || !ruling.query().first("session", "").isEmpty()) {
      ruling.refuse(
          Rules.BUILD_BUILDKIT,
          "BuildKit is not available here",
          "use the classic builder: DOCKER_BUILDKIT=0 docker build …");
    }
    if (!ruling.query().first("remote", "").isEmpty()) {
      ruling.refuse(
          Rules.BUILD_REMOTE,
          "the engine would fetch the build context from an address of your choice",
          "clone it yourself and build the folder");
    }
  }

  private static void options(Ruling ruling) {
    Query query = ruling.query();
    String isolation = query.first("isolation", "");
    for (String name : REFUSED) {
      if (!query.first(name, "").isEmpty()) {
        option(ruling, name);
      }
    }
    if (!(isolation.isEmpty() || isolation.equals("default"))) {
      option(ruling, "isolation");
    }
    String file = query.first("dockerfile", "");
    if (file.startsWith("/")
        || file.contains("\\")
        || file.contains("://")
        || List.of(file.split("/", -1)).contains("..")) {
      ruling.refuse(
          Rules.BUILD_DOCKERFILE,
          "the Dockerfile must lie in the build context",
          "give its path relative to the context, without ..");
    }
  }

  private static void option(Ruling ruling, String name) {
    ruling.refuse(
        Rules.BUILD_OPTION, "the build option " + name + " is not allowed here", "leave it out");
  }

  private static void tags(Ruling ruling) {
    List<String> tags = new ArrayList<>();
    for (String tag : ruling.query().all("t")) {
      if (!tag.isEmpty()) {
        ImageReference reference = Images.tagged(ruling, tag, "");
        tags.add(reference == null ? tag : reference.toString());
      }
    }
    if (!tags.equals(ruling.query().all("t"))) {
      ruling.query(ruling.query().with("t", tags));
    }
  }

  private static void labels(Ruling ruling) {
    Map<String, String> labels = read(ruling, QueryValues.LABELS, "labels");
    ruling.query(
        "labels", QueryValues.write(QueryValues.LABELS, OwnerLabels.addedToImage(ruling, labels)));
  }

  /** Images of others would show through the cache; missing ones the engine ignores. */
  private static void cacheFrom(Ruling ruling) {
    List<String> images = json(ruling, QueryValues.CACHE_FROM, "cachefrom");
    if (images == null) {
      return;
    }
    for (String name : images) {
      if (ruling.about(new Reference.Image(name)) instanceof Fact.Image image
          && image.owner() != null
          && !ruling.owns(image.owner())) {
        ruling.hide(Rules.IMAGE_OWNER, "No such image: " + name);
      }
    }
  }

  /** Writes a JSON value anew, in the one form that was understood. */
  private static <T> @Nullable T json(Ruling ruling, Type<T> type, String name) {
    T value = read(ruling, type, name);
    if (value != null) {
      ruling.query(name, QueryValues.write(type, value));
    }
    return value;
  }

  private static <T> @Nullable T read(Ruling ruling, Type<T> type, String name) {
    try {
      return QueryValues.read(type, name, ruling.query().first(name, ""));
    } catch (BodyException e) {
      ruling.reject(
          Rules.REQUEST_PARAMETER, name + " cannot be read: " + e.getMessage(), "send plain JSON");
      return null;
    }
  }
}
