package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.created;
import static dev.cofferdam.gate.escape.Effect.has;

import java.util.ArrayList;
import java.util.List;

/** The volumes that stand for the project's folder, and what the gate writes down about binds. */
final class SubpathAttacks {
  private static final String GROUP = "subpaths";

  private SubpathAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    byName(all);
    subpaths(all);
    labels(all);
    paths(all);
    return all;
  }

  private static void byName(List<Attack> all) {
    all.add(
        Attack.hostConfig(
            GROUP,
            "the gate's volume in Binds",
            "'Binds':['${mountVolume}:/h']",
            created("/HostConfig/Binds", "cofferdam-mount-")));
    all.add(
        mount(
            "the gate's volume by its name",
            "'Type':'volume','Source':'${mountVolume}'",
            "cofferdam-mount-"));
    all.add(
        mount(
                "the gate's volume at a link out of it",
                "'Type':'volume','Source':'${mountVolume}','VolumeOptions':{'Subpath':'evil'}",
                "cofferdam-mount-")
            .elsewhere());
    all.add(
        mount(
                "a volume of the gate's that is not there yet",
                "'Type':'volume','Source':'cofferdam-mount-${name}',"
                    + "'VolumeOptions':{'DriverConfig':{'Name':'local','Options':"
                    + "{'type':'none','o':'bind','device':'/'}}}",
                "cofferdam-mount-")
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "taking a name that the gate would give",
            has("/v1.41/volumes/cofferdam-mount-${name}", "/Name", "cofferdam-mount-"),
            RawRequest.post("/v1.41/volumes/create", "{'Name':'cofferdam-mount-${name}'}")));
    all.add(
        Attack.of(
            GROUP,
            "looking at the gate's volume",
            new Effect.Leaked("Mountpoint"),
            RawRequest.get("/v1.41/volumes/${mountVolume}")));
    all.add(
        Attack.of(
            GROUP,
            "creating the gate's volume again to read where it is",
            new Effect.Leaked("Mountpoint"),
            RawRequest.post("/v1.41/volumes/create", "{'Name':'${mountVolume}'}")));
    all.add(
        Attack.of(
            GROUP,
            "listing the gate's volumes",
            new Effect.Leaked("${mountVolume}"),
            RawRequest.get("/v1.41/volumes")));
    all.add(
        Attack.of(
                GROUP,
                "listing the gate's volumes with disk usage",
                new Effect.Leaked("${mountVolume}"),
                RawRequest.get("/v1.41/system/df"))
            .elsewhere());
  }

  private static void subpaths(List<Attack> all) {
    for (String subpath : List.of("..", "../..", "../../../../..", "/etc", "a/../../..", "./..")) {
      all.add(
          mount(
                  "subpath " + subpath + " of one's own volume",
                  "'Type':'volume','Source':'${myVolume}','VolumeOptions':{'Subpath':'"
                      + subpath
                      + "'}",
                  "Subpath")
              .elsewhere());
    }
  }

  private static void labels(List<Attack> all) {
    all.add(
        Attack.create(
            GROUP,
            "forging the label that shows binds",
            "{'Image':'${image}','Labels':{'dev.cofferdam.binds':'{}'}}",
            created("/Config/Labels", "dev.cofferdam.binds")));
    all.add(
        Attack.of(
            GROUP,
            "forging the label of the gate's volumes",
            has("/v1.41/volumes/${name}", "/Labels", "dev.cofferdam.mount"),
            RawRequest.post(
                "/v1.41/volumes/create",
                "{'Name':'${name}','Labels':{'dev.cofferdam.mount':'/'}}")));
  }

  private static void paths(List<Attack> all) {
    for (String source :
        List.of(
            "/proc/1/root",
            "/proc/self/cwd",
            "/dev/fd/0",
            "${project}/evil/proc/self/root",
            "${project}/src/up/secret")) {
      all.add(
          Attack.hostConfig(
              GROUP,
              "bind of " + source,
              "'Binds':['" + source + ":/h']",
              created("/HostConfig/Binds", ":/h")));
    }
    all.add(
        Attack.hostConfig(
                GROUP,
                "a folder made through a link",
                "'Binds':['/workspace/sneaky/made:/h']",
                created("/Mounts", "/h"))
            .elsewhere());
    all.add(
        mount(
                "a folder made through a link, the long form",
                "'Type':'bind','Source':'/workspace/sneaky/made',"
                    + "'BindOptions':{'CreateMountpoint':true}",
                "/h")
            .elsewhere());
    all.add(
        Attack.hostConfig(
                GROUP,
                "a path longer than any",
                "'Binds':['/workspace/" + "a/".repeat(4000) + "b:/h']",
                created("/Mounts", "/h"))
            .elsewhere());
    all.add(
        Attack.hostConfig(
                GROUP,
                "a name longer than any",
                "'Binds':['/workspace/" + "a".repeat(300) + ":/h']",
                created("/Mounts", "/h"))
            .elsewhere());
    all.add(
        Attack.hostConfig(
                GROUP,
                "a link nested in a bind of the project",
                "'Binds':['/workspace:/p','/workspace/evil:/p/src']",
                created("/Mounts", "/p"))
            .elsewhere());
  }

  private static Attack mount(String name, String members, String seen) {
    return Attack.hostConfig(
        GROUP,
        "mount: " + name,
        "'Mounts':[{" + members + ",'Target':'/h'}]",
        created("/HostConfig/Mounts", seen));
  }
}
