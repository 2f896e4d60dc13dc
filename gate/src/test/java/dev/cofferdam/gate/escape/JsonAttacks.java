package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Attack.atTop;
import static dev.cofferdam.gate.escape.Effect.created;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bodies that Go's decoder reads differently from a careless one. */
final class JsonAttacks {
  private static final String GROUP = "json";
  private static final String CREATE = "/v1.41/containers/create?name=${name}";
  private static final Effect PRIVILEGED = created("/HostConfig/Privileged", "true");
  private static final Effect BOUND = created("/HostConfig/Binds", "/:/h");

  private JsonAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    topLevel(all);
    folded(all);
    repeated(all);
    broken(all);
    return all;
  }

  private static void topLevel(List<Attack> all) {
    all.add(one("Privileged beside Image", atTop("'Privileged':true"), PRIVILEGED));
    all.add(one("Binds beside Image", atTop("'Binds':['/:/h']"), BOUND));
    all.add(
        one(
            "PidMode beside Image",
            atTop("'PidMode':'host'"),
            created("/HostConfig/PidMode", "host")));
    all.add(
        one(
            "NetworkMode beside Image",
            atTop("'NetworkMode':'host'"),
            created("/HostConfig/NetworkMode", "host")));
    all.add(
        one(
            "CapAdd beside Image",
            atTop("'CapAdd':['ALL']"),
            created("/HostConfig/CapAdd", "ALL")));
    all.add(
        one(
            "SecurityOpt beside Image",
            atTop("'SecurityOpt':['seccomp=unconfined']"),
            created("/HostConfig/SecurityOpt", "unconfined")));
    all.add(
        one(
            "Mounts beside Image",
            atTop("'Mounts':[{'Type':'bind','Source':'/','Target':'/h'}]"),
            created("/HostConfig/Mounts", "/h")));
    all.add(
        one(
            "Devices beside Image",
            atTop(
                "'Devices':[{'PathOnHost':'/dev/mem','PathInContainer':'/m','CgroupPermissions':'r'}]"),
            created("/HostConfig/Devices", "/dev/mem")));
    all.add(one("HostConfig null", atTop("'HostConfig':null,'Privileged':true"), PRIVILEGED));
    all.add(
        one(
            "HostConfig set, then null",
            atTop("'HostConfig':{},'HostConfig':null,'Privileged':true"),
            PRIVILEGED));
    all.add(
        one(
            "Memory beside HostConfig",
            atTop("'Memory':8589934592,'HostConfig':{}"),
            Effect.createdAbove("/HostConfig/Memory", 4L << 30)));
    all.add(
        one(
            "CpusetCpus by its old name",
            atTop("'Cpuset':'0','HostConfig':{}"),
            created("/HostConfig/CpusetCpus", "0")));
  }

  private static void folded(List<Attack> all) {
    all.add(folded("lower case", "hostconfig", "privileged"));
    all.add(folded("upper case", "HOSTCONFIG", "PRIVILEGED"));
    all.add(folded("a long s", "Ho\u017ftConfig", "Privileged"));
    all.add(folded("an escaped long s", "Ho\\u017ftConfig", "Privileged"));
    all.add(folded("an escaped letter", "Host\\u0043onfig", "Pr\\u0069vileged"));
    all.add(
        one(
            "a long s in Binds",
            "{'Image':'${image}','HostConfig':{'Bind\u017f':['/:/h']}}",
            BOUND));
    all.add(
        one(
            "a Kelvin sign in NetworkMode",
            "{'Image':'${image}','HostConfig':{'Networ\u212aMode':'host'}}",
            created("/HostConfig/NetworkMode", "host")));
    all.add(
        one(
            "an escaped Kelvin sign in MasKedPaths",
            "{'Image':'${image}','HostConfig':{'Mas\\u212aedPaths':[]}}",
            created("/HostConfig/MaskedPaths", "[]")));
    all.add(
        one(
            "a folded member beside the exact one",
            "{'Image':'${image}','HostConfig':{'Privileged':false,'privileged':true}}",
            PRIVILEGED));
    all.add(
        one(
            "a folded HostConfig after the exact one",
            "{'Image':'${image}','HostConfig':{},'hostconfig':{'Privileged':true}}",
            PRIVILEGED));
    all.add(one("folded at top level", atTop("'PRIVILEGED':true"), PRIVILEGED));
    all.add(
        one(
            "folded inside Mounts",
            Attack.inHostConfig("'Mounts':[{'type':'bind','source':'/','target':'/h'}]"),
            created("/HostConfig/Mounts", "/h")));
  }

  private static void repeated(List<Attack> all) {
    all.add(
        one(
            "HostConfig twice merges",
            "{'HostConfig':{'Privileged':true},'Image':'${image}','HostConfig':{'Memory':67108864}}",
            PRIVILEGED));
    all.add(
        one(
            "a harmless HostConfig, then another",
            "{'HostConfig':{},'Image':'${image}','HostConfig':{'Privileged':true}}",
            PRIVILEGED));
    all.add(
        one(
            "Privileged false, then true",
            Attack.inHostConfig("'Privileged':false,'Privileged':true"),
            PRIVILEGED));
    all.add(
        one(
            "Privileged true, then null",
            Attack.inHostConfig("'Privileged':true,'Privileged':null"),
            PRIVILEGED));
    all.add(one("Binds twice", Attack.inHostConfig("'Binds':[],'Binds':['/:/h']"), BOUND));
    all.add(
        one(
            "Mounts twice: elements keep what the first had",
            Attack.inHostConfig(
                "'Mounts':[{'Type':'bind','Source':'/etc','Target':'/x'}],'Mounts':[{'Target':'/y'}]"),
            created("/HostConfig/Mounts", "/etc")));
    all.add(
        one(
            "a label twice",
            "{'Image':'${image}','Labels':{'dev.cofferdam.owner':'ann','dev.cofferdam.owner':'bob'}}",
            created("/Config/Labels", "bob")));
    all.add(
        one(
            "LogConfig twice merges",
            Attack.inHostConfig(
                "'LogConfig':{'Type':'syslog','Config':{'tag':'a'}},"
                    + "'LogConfig':{'Config':{'syslog-address':'tcp://${dial}'}}"),
            created("/HostConfig/LogConfig", "syslog-address")));
    all.add(
        one(
            "a port twice",
            Attack.inHostConfig(
                "'PortBindings':{'80/tcp':[{'HostIp':'127.0.0.1'}],'80/tcp':[{'HostIp':'0.0.0.0'}]}"),
            created("/HostConfig/PortBindings", "0.0.0.0")));
  }

  private static void broken(List<Attack> all) {
    String bad = RawRequest.quoted(Attack.inHostConfig("'Privileged':true"));
    all.add(one("a second document", bad + "{\"HostConfig\":{}}", PRIVILEGED));
    all.add(one("trailing brackets", bad + "}]", PRIVILEGED));
    all.add(one("trailing text", bad + "xxx", PRIVILEGED));
    all.add(one("leading space", " ".repeat(5000) + "\n\t" + bad, PRIVILEGED));
    all.add(bytes("a byte order mark", "\u00ef\u00bb\u00bf" + bad).elsewhere());
    all.add(
        bytes(
                "UTF-16",
                new String(bad.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1))
            .elsewhere());
    all.add(bytes("invalid UTF-8 in a value", bad.replace("\"true\"", "\"tr\u00ffue\"")));
    all.add(
        bytes(
            "invalid UTF-8 in a member nobody knows",
            bad.replace("\"Cmd\"", "\"X\u00c0\u00af\":1,\"Cmd\"")));
    all.add(one("a lone surrogate", bad.replace("\"true\"", "\"\\ud800\""), PRIVILEGED));
    all.add(one("a NUL in a value", bad.replace("\"true\"", "\"a\\u0000b\""), PRIVILEGED));
    all.add(
        one(
            "deep nesting beside it",
            bad.replace("\"Cmd\"", "\"X\":" + "[".repeat(9000) + "]".repeat(9000) + ",\"Cmd\""),
            PRIVILEGED));
    all.add(
        one(
            "an oversize body",
            bad.replace("\"Cmd\"", "\"X\":\"" + "x".repeat(9 << 20) + "\",\"Cmd\""),
            PRIVILEGED));
    all.add(
        one("a number as text", Attack.inHostConfig("'Privileged':'true'"), PRIVILEGED)
            .elsewhere());
    all.add(one("an array around it", "[" + bad + "]", PRIVILEGED).elsewhere());
    all.add(one("a comment", bad.replace("\"Cmd\"", "/* */\"Cmd\""), PRIVILEGED).elsewhere());
    all.add(
        one(
            "an unknown member hides it",
            "{'Image':'${image}','Config':{'HostConfig':{}},'HostConfig':{'Privileged':true,'Nobody':1}}",
            PRIVILEGED));
    all.add(
        one(
            "many members before it",
            bad.replace("\"Cmd\"", "\"a\":1,".repeat(5000) + "\"Cmd\""),
            PRIVILEGED));
    all.add(
        Attack.of(
            GROUP,
            "compressed, and said to be",
            PRIVILEGED,
            RawRequest.headed(
                CREATE,
                bad,
                "Content-Type: application/json",
                "Content-Encoding: gzip",
                "Content-Length: ${length}")));
  }

  private static Attack one(String name, String json, Effect effect) {
    return Attack.create(GROUP, name, json, effect);
  }

  private static Attack folded(String name, String outer, String inner) {
    return one(name, "{'Image':'${image}','" + outer + "':{'" + inner + "':true}}", PRIVILEGED);
  }

  private static Attack bytes(String name, String bytes) {
    return Attack.of(GROUP, name, PRIVILEGED, RawRequest.bytes(CREATE, bytes));
  }
}
