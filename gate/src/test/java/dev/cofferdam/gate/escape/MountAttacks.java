package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.created;
import static dev.cofferdam.gate.escape.Effect.has;

import java.util.ArrayList;
import java.util.List;

/** The host's files and others' volumes, by every road there is. */
final class MountAttacks {
  private static final String GROUP = "mounts";

  private MountAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (String bind :
        List.of(
            "/:/h",
            "/etc:/h:ro",
            "//etc:/h",
            "/var/run/docker.sock:/s",
            "/proc/self/root:/h",
            "/workspace/../etc:/h",
            "${project}/../outside:/h",
            "/etc:/h:z")) {
      all.add(bind(bind, bind.substring(bind.indexOf(":/") + 1).split(":")[0]));
    }
    all.add(bind("/:/h:rprivate", "/h").elsewhere());
    all.add(bind("/:/h:rshared", "/h").elsewhere());
    all.add(bind("..:/h", "/h").elsewhere());
    all.add(bind("./evil:/h", "/h").elsewhere());
    for (String link :
        List.of("evil", "evil/etc", "sneaky", "file", "src/up", "dangling", "src/../evil")) {
      all.add(bind("${project}/" + link + ":/h", "/h"));
      all.add(
          Attack.hostConfig(
              GROUP,
              "bind of the project's " + link + " by the client's path",
              "'Binds':['/workspace/" + link + ":/h']",
              created("/HostConfig/Binds", ":/h")));
    }
    mounts(all);
    volumes(all);
    started(all);
    return all;
  }

  private static void mounts(List<Attack> all) {
    all.add(mount("bind of /", "'Type':'bind','Source':'/'"));
    all.add(mount("bind of the socket", "'Type':'bind','Source':'/var/run/docker.sock'"));
    all.add(
        mount("bind of a symlink out of the project", "'Type':'bind','Source':'${project}/evil'"));
    all.add(
        mount(
            "bind with propagation",
            "'Type':'bind','Source':'${project}','BindOptions':{'Propagation':'rshared'}"));
    all.add(
        mount(
            "local volume that is a bind",
            "'Type':'volume','Source':'${name}-v','VolumeOptions':{'DriverConfig':{'Name':'local',"
                + "'Options':{'type':'none','o':'bind','device':'/etc'}}}"));
    all.add(
        mount(
            "nameless local volume that is a bind",
            "'Type':'volume','VolumeOptions':{'DriverConfig':{'Name':'local',"
                + "'Options':{'type':'none','o':'bind','device':'/etc'}}}"));
    all.add(
        mount(
            "local volume over nfs",
            "'Type':'volume','Source':'${name}-n','VolumeOptions':{'DriverConfig':{'Name':'local',"
                + "'Options':{'type':'nfs','o':'addr=127.0.0.1','device':':/'}}}"));
    all.add(
        mount(
            "local volume over overlay",
            "'Type':'volume','Source':'${name}-o','VolumeOptions':{'DriverConfig':{'Name':'local',"
                + "'Options':{'type':'overlay','o':'lowerdir=/,upperdir=/tmp,workdir=/tmp','device':'overlay'}}}"));
    all.add(mount("another's volume", "'Type':'volume','Source':'${victimVolume}'"));
    all.add(
        mount(
            "another's volume with a subpath",
            "'Type':'volume','Source':'${victimVolume}','VolumeOptions':{'Subpath':'..'}"));
    all.add(mount("an image", "'Type':'image','Source':'${bobImage}'").elsewhere());
    all.add(mount("a pipe", "'Type':'npipe','Source':'//./pipe/docker_engine'").elsewhere());
    all.add(mount("a cluster volume", "'Type':'cluster','Source':'x'").elsewhere());
    all.add(
        mount(
                "a folder made for it",
                "'Type':'bind','Source':'${outside}/new','BindOptions':{'CreateMountpoint':true}")
            .elsewhere());
    all.add(
        Attack.hostConfig(
            GROUP,
            "volumes of another's container",
            "'VolumesFrom':['${victimShort}:rw']",
            mounted()));
    all.add(
        Attack.hostConfig(
            GROUP,
            "volumes of another's container by name",
            "'VolumesFrom':['${victimName}']",
            mounted()));
    all.add(
        Attack.hostConfig(
            GROUP, "another's volume in Binds", "'Binds':['${victimVolume}:/data']", mounted()));
    all.add(
        Attack.hostConfig(
            GROUP,
            "another's volume, copied into",
            "'Binds':['${victimVolume}:/data:nocopy']",
            mounted()));
  }

  private static void volumes(List<Attack> all) {
    all.add(volume("bind of /etc", "{'type':'none','o':'bind','device':'/etc'}"));
    all.add(volume("bind of /", "{'type':'none','o':'rbind,rw','device':'/'}"));
    all.add(volume("bind by its other name", "{'type':'bind','o':'rw,bind','device':'/etc'}"));
    all.add(
        volume(
            "bind inside the project that is a symlink",
            "{'type':'none','o':'bind','device':'${project}/evil'}"));
    all.add(
        volume(
            "overlay",
            "{'type':'overlay','o':'lowerdir=/etc,upperdir=/tmp,workdir=/tmp','device':'overlay'}"));
    all.add(volume("nfs", "{'type':'nfs','o':'addr=127.0.0.1,rw','device':':/'}"));
    all.add(volume("cifs", "{'type':'cifs','o':'addr=127.0.0.1','device':'//127.0.0.1/c'}"));
    all.add(volume("block device", "{'type':'ext4','device':'/dev/sda1'}"));
    all.add(volume("proc", "{'type':'proc','device':'proc'}"));
    all.add(volume("device alone", "{'device':'/','type':'','o':'bind'}").elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "volume create in folded spelling",
            has("/v1.41/volumes/${name}", "/Options", "/etc"),
            RawRequest.post(
                "/v1.41/volumes/create",
                "{'name':'${name}','driveropt\u017f':{'type':'none','o':'bind','device':'/etc'}}")));
    all.add(
        Attack.of(
            GROUP,
            "another's volume by creating it again, then binding it",
            mounted(),
            RawRequest.post("/v1.41/volumes/create", "{'Name':'${victimVolume}'}"),
            RawRequest.create(Attack.inHostConfig("'Binds':['${victimVolume}:/data']"))));
    all.add(
        Attack.of(
                GROUP,
                "another's volume read through create",
                new Effect.Leaked("/var/lib/docker"),
                RawRequest.post("/v1.41/volumes/create", "{'Name':'${victimVolume}'}"))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "deleting another's volume",
            new Effect.Changed("spare.gone"),
            RawRequest.delete("/v1.41/volumes/${spareVolume}")));
    all.add(
        Attack.of(
            GROUP,
            "deleting another's volume by force",
            new Effect.Changed("spare.gone"),
            RawRequest.delete("/v1.41/volumes/${spareVolume}?force=true")));
    all.add(
        Attack.of(
            GROUP,
            "looking at another's volume",
            new Effect.Leaked("esc.victim"),
            RawRequest.get("/v1.41/volumes/${spareVolume}")));
  }

  /** Where a folder of the host could be seen or made, it is the suite's own. */
  private static void started(List<Attack> all) {
    all.add(
        Attack.of(
            GROUP,
            "reading a file outside through a symlink",
            new Effect.Leaked("${secret}"),
            RawRequest.create(
                "{'Image':'${image}','Cmd':['cat','/h/secret'],'HostConfig':{'Binds':['${project}/sneaky:/h']}}"),
            RawRequest.post("/v1.41/containers/${last}/start"),
            RawRequest.post("/v1.41/containers/${last}/wait"),
            RawRequest.get("/v1.41/containers/${last}/logs?stdout=1&stderr=1")));
    all.add(
        Attack.of(
            GROUP,
            "reading a file outside through a local volume",
            new Effect.Leaked("${secret}"),
            RawRequest.post(
                "/v1.41/volumes/create",
                "{'Name':'${name}','DriverOpts':{'type':'none','o':'bind','device':'${outside}'}}"),
            RawRequest.create(
                "{'Image':'${image}','Cmd':['cat','/h/secret'],'HostConfig':{'Binds':['${name}:/h']}}"),
            RawRequest.post("/v1.41/containers/${last}/start"),
            RawRequest.post("/v1.41/containers/${last}/wait"),
            RawRequest.get("/v1.41/containers/${last}/logs?stdout=1&stderr=1")));
    all.add(
        Attack.of(
            GROUP,
            "reading the host's folder with an archive",
            new Effect.Leaked("${secret}"),
            RawRequest.create(Attack.inHostConfig("'Binds':['${outside}:/h']")),
            RawRequest.post("/v1.41/containers/${last}/start"),
            RawRequest.get("/v1.41/containers/${last}/archive?path=/h/secret")));
    all.add(
        Attack.of(
            GROUP,
            "reading another's volume",
            new Effect.Leaked("${victimVolume}"),
            RawRequest.create(Attack.inHostConfig("'VolumesFrom':['${victim}']")),
            RawRequest.post("/v1.41/containers/${last}/start"),
            RawRequest.get("/v1.41/containers/${last}/json")));
  }

  private static Effect mounted() {
    return created("/Mounts", "esc-data-");
  }

  private static Attack bind(String bind, String seen) {
    return Attack.hostConfig(
        GROUP,
        "bind " + bind,
        "'Binds':['" + bind + "']",
        created("/HostConfig/Binds", ":" + seen));
  }

  private static Attack mount(String name, String members) {
    return Attack.hostConfig(
        GROUP,
        "mount: " + name,
        "'Mounts':[{" + members + ",'Target':'/h'}]",
        created("/HostConfig/Mounts", "/h"));
  }

  private static Attack volume(String name, String options) {
    return Attack.of(
        GROUP,
        "volume: " + name,
        has("/v1.41/volumes/${name}", "/Options", "device"),
        RawRequest.post(
            "/v1.41/volumes/create",
            "{'Name':'${name}','Driver':'local','DriverOpts':" + options + "}"));
  }
}
