package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.created;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Each member of {@code HostConfig} that opens the host, spelled as Docker spells it. */
final class HostConfigAttacks {
  private static final String GROUP = "host config";

  private HostConfigAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    all.add(one("Privileged", "true", "true"));
    all.add(one("PidMode", "'host'", "host"));
    all.add(one("PidMode", "'container:${victim}'", "container:"));
    all.add(one("IpcMode", "'host'", "host"));
    all.add(one("IpcMode", "'container:${victim}'", "container:").elsewhere());
    all.add(one("UTSMode", "'host'", "host"));
    all.add(one("UsernsMode", "'host'", "host"));
    all.add(one("CgroupnsMode", "'host'", "host"));
    all.add(one("Cgroup", "'container:${victim}'", "container:"));
    all.add(one("CgroupParent", "'/'", "/"));
    all.add(one("CgroupParent", "'../../x'", ".."));
    all.add(one("CapAdd", "['ALL']", "ALL"));
    all.add(one("CapAdd", "['SYS_ADMIN']", "SYS_ADMIN"));
    all.add(one("CapAdd", "['cap_sys_ptrace']", "ptrace"));
    all.add(one("CapAdd", "['CHOWN','NET_ADMIN']", "NET_ADMIN"));
    all.add(
        one(
            "Devices",
            "[{'PathOnHost':'/dev/mem','PathInContainer':'/dev/mem','CgroupPermissions':'rwm'}]",
            "/dev/mem"));
    all.add(
        one(
            "Devices",
            "[{'PathOnHost':'/dev','PathInContainer':'/dev/h','CgroupPermissions':'rwm'}]",
            "/dev/h"));
    all.add(one("DeviceCgroupRules", "['a *:* rwm']", "a *:*"));
    all.add(one("DeviceRequests", "[{'Count':-1,'Capabilities':[['gpu']]}]", "gpu"));
    all.add(one("SecurityOpt", "['seccomp=unconfined']", "unconfined"));
    all.add(one("SecurityOpt", "['seccomp:unconfined']", "unconfined"));
    all.add(one("SecurityOpt", "['apparmor=unconfined']", "unconfined"));
    all.add(one("SecurityOpt", "['label=disable']", "disable"));
    all.add(one("SecurityOpt", "['label:type:spc_t']", "spc_t"));
    all.add(one("SecurityOpt", "['no-new-privileges=false']", "false"));
    all.add(
        one(
            "SecurityOpt",
            "['seccomp={\\'defaultAction\\':\\'SCMP_ACT_ALLOW\\'}']",
            "SCMP_ACT_ALLOW"));
    all.add(one("MaskedPaths", "[]", "[]"));
    all.add(one("ReadonlyPaths", "[]", "[]"));
    all.add(one("MaskedPaths", "['/proc/asound']", "asound"));
    all.add(one("Sysctls", "{'kernel.shm_rmid_forced':'1'}", "shm_rmid"));
    all.add(one("Sysctls", "{'net.ipv4.ip_forward':'1'}", "ip_forward"));
    all.add(one("Sysctls", "{'net/ipv4/ip_forward':'1'}", "ip_forward"));
    all.add(one("Runtime", "'esc-runtime'", "esc-runtime").elsewhere());
    all.add(one("GroupAdd", "['0'],'Binds':['${project}:/p']", "0"));
    all.add(one("GroupAdd", "['docker'],'Binds':['${project}:/p']", "docker"));
    all.add(one("VolumeDriver", "'esc-driver'", "esc-driver"));
    all.add(one("VolumesFrom", "['${victim}']", "${"));
    all.add(one("OomKillDisable", "true", "true"));
    all.add(one("OomScoreAdj", "-1000", "-1000"));
    all.add(one("Links", "['${victimName}:db']", "db"));
    all.add(one("ExtraHosts", "['metadata:169.254.169.254']", "169.254"));
    all.add(
        one("Annotations", "{'io.katacontainers.config.hypervisor.path':'/x'}", "kata")
            .elsewhere());
    all.add(one("Isolation", "'hyperv'", "hyperv").elsewhere());
    all.add(one("StorageOpt", "{'size':'900G'}", "900G").elsewhere());
    all.add(one("Capabilities", "['CAP_SYS_ADMIN']", "SYS_ADMIN").elsewhere());
    all.add(
        one(
            "RestartPolicy",
            "{'Name':'always','MaximumRetryCount':0},'Privileged':true",
            "always"));
    all.add(
        one(
            "LogConfig",
            "{'Type':'syslog','Config':{'syslog-address':'tcp://${dial}'}}",
            "syslog"));
    all.add(
        one(
            "LogConfig",
            "{'Type':'gelf','Config':{'gelf-address':'udp://169.254.169.254:9'}}",
            "gelf"));
    all.add(
        Attack.of(
            GROUP,
            "a log that dials loopback when the container starts",
            new Effect.Dialled(),
            RawRequest.create(
                Attack.inHostConfig(
                    "'LogConfig':{'Type':'syslog','Config':{'syslog-address':'tcp://${dial}'}}")),
            RawRequest.post("/v1.41/containers/${last}/start")));
    all.add(
        Attack.of(
            GROUP,
            "a log that dials fluentd when the container starts",
            new Effect.Dialled(),
            RawRequest.create(
                Attack.inHostConfig(
                    "'LogConfig':{'Type':'fluentd','Config':{'fluentd-address':'${dial}'}}")),
            RawRequest.post("/v1.41/containers/${last}/start")));
    all.add(
        Attack.create(
            GROUP,
            "several at once",
            Attack.inHostConfig("'Memory':67108864,'Binds':['/:/h'],'PidMode':'host'"),
            created("/HostConfig/Binds", "/:/h")));
    return all;
  }

  private static Attack one(String member, String value, String seen) {
    boolean anyway = seen.equals("${");
    return Attack.hostConfig(
        GROUP,
        member + " " + value,
        "'" + member + "':" + value,
        new Effect.NewContainer(
            "/HostConfig/" + member,
            node ->
                anyway
                    ? !node.isEmpty()
                    : node.toString()
                        .toLowerCase(Locale.ROOT)
                        .contains(seen.toLowerCase(Locale.ROOT))));
  }
}
