package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.created;
import static dev.cofferdam.gate.escape.Effect.has;

import java.util.ArrayList;
import java.util.List;

/** The host's network, others' networks, and ports for everybody. */
final class NetworkAttacks {
  private static final String GROUP = "network";

  private NetworkAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (String mode :
        List.of(
            "host",
            "container:${victim}",
            "container:${victimName}",
            "container:${victimShort}",
            "${victimNet}",
            "${victimNetName}",
            "${victimNetShort}")) {
      all.add(
          Attack.hostConfig(
              GROUP,
              "NetworkMode " + mode,
              "'NetworkMode':'" + mode + "'",
              new Effect.NewContainer(
                  "/HostConfig/NetworkMode",
                  node -> !node.asString("").matches("default|bridge"))));
    }
    all.add(
        Attack.hostConfig(
            GROUP,
            "NetworkMode ns:",
            "'NetworkMode':'ns:/proc/1/ns/net'",
            created("/HostConfig/NetworkMode", "ns:")));
    for (String net : List.of("${victimNet}", "${victimNetName}", "${victimNetShort}", "host")) {
      all.add(
          Attack.create(
              GROUP,
              "EndpointsConfig " + net,
              "{'Image':'${image}','HostConfig':{'NetworkMode':'"
                  + net
                  + "'},'NetworkingConfig':{'EndpointsConfig':{'"
                  + net
                  + "':{}}}}",
              new Effect.NewContainer(
                  "/NetworkSettings/Networks",
                  node -> !node.has("bridge") && !node.has("none") && !node.isEmpty())));
    }
    all.add(
        Attack.create(
            GROUP,
            "EndpointsConfig of another's network beside the default mode",
            "{'Image':'${image}','NetworkingConfig':{'EndpointsConfig':{'${victimNetName}':{}}}}",
            created("/NetworkSettings/Networks", "esc-net-")));
    all.add(
        Attack.of(
            GROUP,
            "joining another's network",
            new Effect.Changed("idle.members"),
            RawRequest.post("/v1.41/networks/${idleNet}/connect", "{'Container':'${mine}'}")));
    all.add(
        Attack.of(
            GROUP,
            "joining another's network by name",
            new Effect.Changed("net.members"),
            RawRequest.post(
                "/v1.41/networks/${victimNetName}/connect", "{'Container':'${mine}'}")));
    all.add(
        Attack.of(
            GROUP,
            "joining another's network by a prefix, folded",
            new Effect.Changed("net.members"),
            RawRequest.post(
                "/v1.41/networks/${victimNetShort}/connect", "{'container':'${mineName}'}")));
    all.add(
        Attack.of(
            GROUP,
            "pulling another's container into one's own network",
            new Effect.Changed("victim.networks"),
            RawRequest.post("/v1.41/networks/${myNet}/connect", "{'Container':'${victim}'}")));
    all.add(
        Attack.of(
            GROUP,
            "pulling another's container by name",
            new Effect.Changed("victim.networks"),
            RawRequest.post("/v1.41/networks/${myNet}/connect", "{'Container':'${victimName}'}")));
    all.add(
        Attack.of(
            GROUP,
            "cutting another's container off",
            new Effect.Changed("victim.networks"),
            RawRequest.post(
                "/v1.41/networks/${victimNet}/disconnect",
                "{'Container':'${victim}','Force':true}")));
    all.add(
        Attack.of(
            GROUP,
            "deleting another's network",
            new Effect.Changed("idle.gone"),
            RawRequest.delete("/v1.41/networks/${idleNet}")));
    all.add(
        Attack.of(
            GROUP,
            "deleting another's network by name",
            new Effect.Changed("idle.gone"),
            RawRequest.delete("/v1.41/networks/${idleNetName}")));
    all.add(
        Attack.of(
            GROUP,
            "looking at another's network",
            new Effect.Leaked("esc.victim"),
            RawRequest.get("/v1.41/networks/${victimNet}?verbose=1")));
    networks(all);
    ports(all);
    return all;
  }

  private static void networks(List<Attack> all) {
    all.add(network("macvlan", "'Driver':'macvlan'", "/Driver", "macvlan").elsewhere());
    all.add(network("ipvlan", "'Driver':'ipvlan'", "/Driver", "ipvlan").elsewhere());
    all.add(network("host driver", "'Driver':'host'", "/Driver", "host").elsewhere());
    all.add(network("overlay", "'Driver':'overlay'", "/Driver", "overlay").elsewhere());
    all.add(network("folded driver", "'driver':'macvlan'", "/Driver", "macvlan").elsewhere());
    all.add(
        network(
            "bridge of a chosen name",
            "'Options':{'com.docker.network.bridge.name':'esc-br'}",
            "/Options",
            "esc-br"));
    all.add(
        network(
            "ports published for everybody",
            "'Options':{'com.docker.network.bridge.host_binding_ipv4':'0.0.0.0'}",
            "/Options",
            "0.0.0.0"));
    all.add(
        network(
            "public subnet",
            "'IPAM':{'Config':[{'Subnet':'203.0.113.0/28'}]}",
            "/IPAM",
            "203.0.113"));
    all.add(
        network(
            "subnet of metadata addresses",
            "'IPAM':{'Config':[{'Subnet':'169.254.169.0/28'}]}",
            "/IPAM",
            "169.254"));
    all.add(network("ipam plugin", "'IPAM':{'Driver':'esc'}", "/IPAM", "esc").elsewhere());
    all.add(network("spoofed owner", "'Labels':{'dev.cofferdam.owner':'bob'}", "/Labels", "bob"));
    all.add(
        network("route for a proxy", "'Labels':{'traefik.enable':'true'}", "/Labels", "traefik"));
    all.add(network("config only", "'ConfigOnly':true", "/ConfigOnly", "true"));
    all.add(
        network("ingress", "'Ingress':true,'Driver':'overlay'", "/Ingress", "true").elsewhere());
    all.add(
        Attack.of(
                GROUP,
                "a network named as another's short id",
                has("/v1.41/networks/${victimNetShort}", "/Name", "${victimNetShort}"),
                RawRequest.post("/v1.41/networks/create", "{'Name':'${victimNetShort}'}"))
            .harmful());
  }

  private static void ports(List<Attack> all) {
    for (String address : List.of("0.0.0.0", "", "::", "169.254.1.1")) {
      all.add(
          Attack.hostConfig(
              GROUP,
              "a port on '" + address + "'",
              "'PortBindings':{'80/tcp':[{'HostIp':'" + address + "','HostPort':'38431'}]}",
              created("/HostConfig/PortBindings", "\"HostIp\":\"" + address + "\"")));
    }
    all.add(
        Attack.hostConfig(
            GROUP,
            "a privileged port",
            "'PortBindings':{'80/tcp':[{'HostIp':'127.0.0.1','HostPort':'22'}]}",
            created("/HostConfig/PortBindings", "\"22\"")));
    all.add(
        Attack.hostConfig(
            GROUP,
            "every exposed port",
            "'PublishAllPorts':true",
            created("/HostConfig/PublishAllPorts", "true")));
    all.add(
        Attack.hostConfig(
            GROUP,
            "a range of ports",
            "'PortBindings':{'80/tcp':[{'HostIp':'0.0.0.0','HostPort':'1-1024'}]}",
            created("/HostConfig/PortBindings", "1-1024")));
    all.add(
        Attack.create(
            GROUP,
            "an address of one's choice on the default network",
            "{'Image':'${image}','MacAddress':'02:42:ac:11:00:02'}",
            created("/Config/MacAddress", "02:42")));
  }

  private static Attack network(String name, String members, String pointer, String seen) {
    return Attack.of(
        GROUP,
        "network create: " + name,
        has("/v1.41/networks/${name}", pointer, seen),
        RawRequest.post("/v1.41/networks/create", "{'Name':'${name}'," + members + "}"));
  }
}
