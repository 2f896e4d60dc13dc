package dev.cofferdam.gate.escape;

import java.util.ArrayList;
import java.util.List;

/** Lists and reports that name what is another's. */
final class LeakAttacks {
  private static final String GROUP = "leaks";

  private LeakAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    leak(all, "images", "/v1.41/images/json", "${bobImage}");
    leak(all, "images, all", "/v1.41/images/json?all=1&digests=1", "${bobImage}");
    leak(
        all,
        "images by another's label",
        "/v1.41/images/json?filters=%7B%22label%22%3A%5B%22dev.cofferdam.owner%3Dbob%22%5D%7D",
        "esc-bob-");
    leak(all, "networks", "/v1.41/networks", "${victimNet}");
    leak(all, "networks with a slash", "/v1.41/networks/", "${victimNet}");
    leak(
        all,
        "networks by another's label",
        "/v1.41/networks?filters=%7B%22label%22%3A%5B%22esc.victim%22%5D%7D",
        "${victimNet}");
    leak(all, "volumes", "/v1.41/volumes", "${victimVolume}");
    leak(
        all,
        "volumes by another's label",
        "/v1.41/volumes?filters=%7B%22label%22%3A%7B%22esc.victim%22%3Atrue%7D%7D",
        "${spareVolume}");
    leak(all, "disk usage: containers", "/v1.41/system/df", "${victim}");
    leak(all, "disk usage: volumes", "/v1.41/system/df", "${spareVolume}");
    leak(all, "disk usage: images", "/v1.41/system/df?type=image", "esc-bob-");
    leak(all, "the bridge's members", "/v1.41/networks/${myNet}?x=1", "${victim}", true);
    String past = "since=1&until=9999999999.0";
    leak(all, "events of the past", events(past), "esc-stir-");
    leak(
        all,
        "events by another's name",
        events(past + "&filters=%7B%22container%22%3A%5B%22esc-stir-${nonce}%22%5D%7D"),
        "dev.cofferdam.owner");
    leak(
        all,
        "events by another's label",
        events(past + "&filters=%7B%22label%22%3A%5B%22dev.cofferdam.owner%3Dbob%22%5D%7D"),
        "esc-stir-");
    leak(
        all,
        "events of volumes",
        events(past + "&filters=%7B%22type%22%3A%5B%22volume%22%5D%7D"),
        "esc-stir-");
    leak(
        all,
        "events of networks",
        events(past + "&filters=%7B%22type%22%3A%5B%22network%22%5D%7D"),
        "esc-stir-");
    leak(all, "the host's name and disks in info", "/v1.41/info", "DockerRootDir\":\"/var", true);
    return all;
  }

  private static String events(String query) {
    return "/v1.41/events?" + query;
  }

  private static void leak(List<Attack> all, String name, String path, String marker) {
    leak(all, name, path, marker, false);
  }

  private static void leak(
      List<Attack> all, String name, String path, String marker, boolean elsewhere) {
    RawRequest request = RawRequest.get(path);
    Attack attack =
        Attack.of(
            GROUP,
            name,
            new Effect.Leaked(marker),
            path.contains("/events") ? request.endless() : request);
    all.add(elsewhere ? attack.elsewhere() : attack);
  }
}
