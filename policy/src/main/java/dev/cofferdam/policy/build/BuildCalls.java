package dev.cofferdam.policy.build;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.QueryValues;
import dev.cofferdam.engine.body.Type;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.Verdict.Sequel;
import dev.cofferdam.policy.Verdict.View;
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
  public static void addTo(Map<Operation, Decision> table, Images images) {
    table.put(Operation.IMAGE_BUILD, Decision.checked(ruling -> build(ruling, images)));
    table.put(
        Operation.BUILD_KIT_GRPC, Decision.alone(ruling -> BuildKit.enter(ruling, View.GRPC)));
    table.put(Operation.SESSION, Decision.alone(ruling -> BuildKit.enter(ruling, View.SESSION)));
    // The cache is everybody's, so that none of it is anybody's to remove; docker system prune
    // goes on with what is.
    table.put(Operation.BUILD_PRUNE, Decision.alone(BuildCalls::prune));
  }

  private static void prune(Ruling ruling) {
    Rule rule = Rules.of(Operation.BUILD_PRUNE);
    boolean given =
        ruling.settings().operations().get(Operation.BUILD_PRUNE) == RuleSetting.ALLOW
            || ruling.allows(rule);
    if (given) {
      return;
    }
    if (ruling.settings().mode() == Mode.AUDIT) {
      ruling.refuse(rule, "the build cache is everybody's", "");
      return;
    }
    ruling.view(View.NOTHING_PRUNED);
    ruling.changed("the shared build cache was kept");
  }

  private static void build(Ruling ruling, Images images) {
    if (ruling.call().body() == null) {
      builder(ruling);
      common(ruling);
      BuildLimits.apply(ruling);
      // Else a build that fails leaves containers behind that nobody owns.
      ruling.query("rm", "1");
      ruling.query("forcerm", "1");
    } else {
      BuildKit.build(ruling, images);
      common(ruling);
      BuildLimits.shm(ruling);
    }
    ruling.sequel(Sequel.OWN_IMAGES);
  }

  /** What holds whoever builds. */
  private static void common(Ruling ruling) {
    options(ruling);
    String mode = ruling.query().first("networkmode", "");
    if (!mode.isEmpty()) {
      ruling.query("networkmode", Endpoints.mode(ruling, Rules.BUILD_NETWORK_MODE, mode));
    }
    ExtraHosts.check(ruling, ruling.query().all("extrahosts"));
    tags(ruling);
    labels(ruling);
    cacheFrom(ruling);
    json(ruling, QueryValues.BUILD_ARGS, "buildargs");
    var ulimits = json(ruling, QueryValues.ULIMITS, "ulimits");
    if (ulimits != null) {
      LimitRules.ulimits(ruling, ulimits);
    }
  }

  private static void builder(Ruling ruling) {
    String version = ruling.query().first("version", "");
    if (!(version.isEmpty() || version.equals("1"))
        || !ruling.query().first("session", "").isEmpty()) {
      ruling.refuse(
          Rules.BUILD_BUILDKIT,
          "BuildKit is not available by this call",
          "use docker buildx build, or the classic builder: DOCKER_BUILDKIT=0 docker build …");
    }
  }

  private static void options(Ruling ruling) {
    Query query = ruling.query();
    if (!query.first("remote", "").isEmpty()) {
      remote(ruling);
    }
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

  static void remote(Ruling ruling) {
    ruling.refuse(
        Rules.BUILD_REMOTE,
        "the engine would fetch the build context from an address of your choice",
        "clone it yourself and build the folder");
  }

  static void option(Ruling ruling, String name) {
    ruling.refuse(
        Rules.BUILD_OPTION,
        "the build option " + name + " is not allowed here",
        name.equals("requestid")
            ? "leave out --check, --call and --print, which ask BuildKit without building"
            : "leave it out");
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
    for (String name : cachedImages(ruling)) {
      if (ruling.about(new Reference.Image(name)) instanceof Fact.Image image
          && image.owner() != null
          && !ruling.owns(image.owner())) {
        ruling.hide(Rules.IMAGE_OWNER, "No such image: " + name);
      }
    }
  }

  static List<String> cachedImages(Ruling ruling) {
    List<String> images = json(ruling, QueryValues.CACHE_FROM, "cachefrom");
    return images == null ? List.of() : images;
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
