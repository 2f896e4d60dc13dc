package dev.cofferdam.gate.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of lists what a principal does not see. */
final class Lists {
  private Lists() {}

  static void images(JsonNode root, Sight sight) {
    keep(root, sight::seesImage);
    for (JsonNode image : root) {
      String id = image.path("Id").asString("");
      int tags = image.path("RepoTags").size();
      keep(image.path("RepoTags"), tag -> sight.seesTag(tag.asString(""), id));
      if (image.path("RepoTags").size() < tags) {
        // A digest has the repository's name as well.
        keep(image.path("RepoDigests"), digest -> isOfATag(digest, image.path("RepoTags")));
      }
    }
  }

  private static boolean isOfATag(JsonNode digest, JsonNode tags) {
    String repository = digest.asString("").replaceFirst("@.*", "");
    return tags.valueStream().anyMatch(tag -> tag.asString("").startsWith(repository + ":"));
  }

  static void volumes(JsonNode root, Sight sight) {
    keep(root.path("Volumes"), sight::seesVolume);
  }

  static void networks(JsonNode root, Sight sight) throws IOException {
    keep(root, sight::seesNetwork);
    for (JsonNode network : root) {
      containersOfNetwork(network, sight);
    }
  }

  static void containersOfNetwork(JsonNode root, Sight sight) throws IOException {
    if (root.path("Containers") instanceof ObjectNode containers) {
      List<String> hidden = new ArrayList<>();
      for (String id : containers.propertyNames()) {
        if (!sight.seesContainerId(id)) {
          hidden.add(id);
        }
      }
      hidden.forEach(containers::remove);
    }
  }

  /** Disk usage, in the form of API versions before 1.52 and of later ones. */
  static void diskUsage(JsonNode root, Sight sight) throws IOException {
    images(root.path("Images"), sight);
    keep(root.path("Containers"), sight::seesContainer);
    for (JsonNode container : root.path("Containers")) {
      OwnBinds.listed(container, sight);
    }
    keep(root.path("Volumes"), sight::seesVolume);
    if (root instanceof ObjectNode usage) {
      // The build cache and the sum of all layers belong to everybody: their sizes are nobody's
      // business.
      if (usage.has("BuildCache")) {
        usage.putArray("BuildCache");
      }
      if (usage.has("LayersSize")) {
        usage.put("LayersSize", sizes(root.path("Images")));
      }
      for (String summary :
          List.of("ImageUsage", "ContainerUsage", "VolumeUsage", "BuildCacheUsage")) {
        usage.remove(summary);
      }
    }
  }

  private static long sizes(JsonNode images) {
    long sum = 0;
    for (JsonNode image : images) {
      sum += image.path("Size").asLong(0);
    }
    return sum;
  }

  private static void keep(JsonNode list, Predicate<JsonNode> seen) {
    if (list instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (!seen.test(array.get(i))) {
          array.remove(i);
        }
      }
    }
  }
}
