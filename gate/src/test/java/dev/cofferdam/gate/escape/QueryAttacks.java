package dev.cofferdam.gate.escape;

import java.util.ArrayList;
import java.util.List;

/** Queries that are read twice, and filters that show more than they should. */
final class QueryAttacks {
  private static final String GROUP = "query";
  private static final Effect LISTED = new Effect.Leaked("${victim}");
  private static final Effect RENAMED = new Effect.Changed("asleep.name");

  private QueryAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (String query :
        List.of(
            "all=1",
            "all=off",
            "all=0&all=1",
            "filters=%7B%22label%22%3A%5B%22esc.victim%22%5D%7D",
            "filters=%7B%22label%22%3A%7B%22esc.victim%22%3Atrue%7D%7D",
            "filters=%7B%22label%22%3A%7B%22esc.victim%22%3Afalse%7D%7D",
            "filters=%7B%22label%22%3A%5B%22dev.cofferdam.owner%3Dbob%22%5D%7D",
            "filters=%7B%22label%22%3A%5B%5D%7D",
            "filters=%7B%7D&filters=%7B%22label%22%3A%5B%22esc.victim%22%5D%7D",
            "filters=%7B%22label%22%3A%5B%22none%22%5D%2C%22label%22%3A%5B%22esc.victim%22%5D%7D",
            "filters=null",
            "%66ilters=%7B%22label%22%3A%5B%22esc.victim%22%5D%7D",
            "filters=%7B%22name%22%3A%5B%22%22%5D%7D",
            "filters=%7B%22volume%22%3A%5B%22${victimVolume}%22%5D%7D",
            "filters=%7B%22network%22%3A%5B%22${victimNetName}%22%5D%7D",
            "filters=%7B%22is-task%22%3A%5B%22false%22%5D%7D",
            "limit=-1&all=true",
            "size=1&all=1&before=")) {
      all.add(
          Attack.of(
              GROUP, "ps?" + query, LISTED, RawRequest.get("/v1.41/containers/json?" + query)));
    }
    all.add(
        Attack.of(GROUP, "ps?all=1;x", LISTED, RawRequest.get("/v1.41/containers/json?all=1;x=1"))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "ps by another's name",
            LISTED,
            RawRequest.get(
                "/v1.41/containers/json?filters=%7B%22id%22%3A%5B%22${victimShort}%22%5D%7D")));
    renames(all);
    prunes(all);
    all.add(
        Attack.of(
                GROUP,
                "top with arguments that read environments",
                new Effect.Leaked("${secret}"),
                RawRequest.get("/v1.41/containers/${victim}/top?ps_args=auxe"))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "delete with link removes a name",
            new Effect.Changed("asleep.gone"),
            RawRequest.delete("/v1.41/containers/${asleep}?link=0&force=1")));
    return all;
  }

  private static void renames(List<Attack> all) {
    for (String query :
        List.of(
            "name=${name}",
            "%6eame=${name}",
            "name=${name}&name=other",
            "x=1&name=%2F${name}",
            "name=${name}&name[]=other")) {
      all.add(
          Attack.of(
              GROUP,
              "rename?" + query,
              RENAMED,
              RawRequest.post("/v1.41/containers/${asleep}/rename?" + query)));
    }
  }

  private static void prunes(List<Attack> all) {
    String mine = "%7B%22label%22%3A%5B%22esc.victim%3D${nonce}%22%5D%7D";
    String map = "%7B%22label%22%3A%7B%22esc.victim%3D${nonce}%22%3Atrue%7D%7D";
    String not =
        "%7B%22label%22%3A%5B%22esc.victim%3D${nonce}%22%5D%2C%22label!%22%3A%5B%22x%22%5D%7D";
    String owner =
        "%7B%22label%22%3A%5B%22dev.cofferdam.owner%3Dbob%22%2C%22esc.victim%3D${nonce}%22%5D%7D";
    for (String filters : List.of(mine, map, not, owner)) {
      all.add(prune("containers", filters, "asleep.gone"));
      all.add(prune("volumes", filters, "spare.gone"));
      all.add(prune("networks", filters, "idle.gone"));
    }
    all.add(prune("containers", "%7B%7D&filters=" + mine, "asleep.gone").harmful());
    all.add(prune("volumes", "%7B%22all%22%3A%5B%22true%22%5D%7D", "spare.gone").harmful());
    all.add(prune("networks", "", "idle.gone").harmful());
    all.add(
        prune(
            "images",
            "%7B%22dangling%22%3A%5B%22false%22%5D%2C%22label%22%3A%5B%22esc.victim%3D${nonce}%22%5D%7D",
            "prune.image"));
  }

  private static Attack prune(String what, String filters, String part) {
    return Attack.of(
        GROUP,
        "prune " + what + " with " + (filters.isEmpty() ? "nothing" : filters),
        new Effect.Changed(part),
        RawRequest.post("/v1.41/" + what + "/prune?filters=" + filters));
  }
}
