# shellcheck shell=bash
# Docker engines: the machine's own at the default socket, and private ones of a chosen version that
# run beside it. Sourced after say.sh and debian.sh.

ENGINE_DEFAULT_SOCKET=/var/run/docker.sock
ENGINE_RUN=/run/cofferdam

# engine_answers SOCKET: whether a Docker engine answers there within two seconds.
engine_answers() {
  [[ -S $1 ]] || return 1
  if command -v curl >/dev/null; then
    [[ $(curl -s --max-time 2 --unix-socket "$1" http://engine/_ping 2>/dev/null) == OK ]]
  else
    # shellcheck disable=SC2016 # Perl's own variables
    perl -MIO::Socket::UNIX -e '
      $SIG{ALRM} = sub { exit 1 }; # or the shell reports how it died
      alarm 2;
      my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 1;
      print $s "GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n";
      local $/; exit(<$s> =~ /OK\s*$/ ? 0 : 1)' "$1" 2>/dev/null
  fi
}

# engine_listens: a cheaper question for every start of coffer: does a process of this machine accept
# connections at the default socket? "No" is not an answer (the socket may be another container's).
engine_listens() {
  [[ -S $ENGINE_DEFAULT_SOCKET && -r /proc/net/unix ]] &&
    grep -q -E '^[^ ]+ [^ ]+ [^ ]+ 00010000 .* (/var)?/run/docker\.sock$' /proc/net/unix
}

# engine_await SOCKET PID LOG: waits until the engine answers; fails as soon as its process ends.
engine_await() {
  local deadline=$((SECONDS + 60))
  until engine_answers "$1"; do
    if ! kill -0 "$2" 2>/dev/null || ((SECONDS > deadline)); then
      say "the Docker engine did not start. The end of $3:"
      tail -n 12 "$3" >&2
      return 1
    fi
    sleep 0.1
  done
}

# engine_need: makes sure that an engine answers at the default socket. Sets ENGINE_STARTED to the
# process id if this call started one.
engine_need() {
  ENGINE_STARTED=
  engine_answers "$ENGINE_DEFAULT_SOCKET" && return 0
  if ! may_install; then
    say "no Docker engine answers at $ENGINE_DEFAULT_SOCKET, and none is started here because $(why_not_install)."
    if [[ -S $ENGINE_DEFAULT_SOCKET && ! -w $ENGINE_DEFAULT_SOCKET ]]; then
      say "The socket is there, but not for you: sudo usermod -aG docker \"\$USER\" (this makes you root in effect), or run coffer with sudo."
    elif command -v dockerd >/dev/null || [[ -x /usr/sbin/dockerd ]]; then
      say "Start it: sudo systemctl start docker (without systemd: sudo dockerd &)"
    else
      say "On Debian: sudo apt-get install docker.io iptables && sudo systemctl start docker"
    fi
    say "Or name another engine: --engine unix:///path/to/docker.sock"
    return 1
  fi
  with_lock engine engine_provide
}

engine_provide() {
  engine_answers "$ENGINE_DEFAULT_SOCKET" && return 0
  if ! PATH=$PATH:/usr/sbin command -v dockerd >/dev/null; then
    say "no Docker engine here: installing Debian's docker.io (about a minute, once)…"
    debian_install docker.io iptables || return 1
    engine_answers "$ENGINE_DEFAULT_SOCKET" && return 0
  fi
  say "starting the Docker engine…"
  if [[ -d /run/systemd/system ]] && systemctl start docker >/dev/null 2>&1; then
    engine_await "$ENGINE_DEFAULT_SOCKET" $$ /dev/null
    return
  fi
  local log=/var/log/dockerd.log pid
  # Somebody else's start may be under way.
  if pid=$(cat /var/run/docker.pid 2>/dev/null) && kill -0 "$pid" 2>/dev/null; then
    engine_await "$ENGINE_DEFAULT_SOCKET" "$pid" "$log"
    return
  fi
  PATH=$PATH:/usr/sbin:/sbin setsid nohup dockerd -H "unix://$ENGINE_DEFAULT_SOCKET" >>"$log" 2>&1 </dev/null &
  pid=$!
  engine_await "$ENGINE_DEFAULT_SOCKET" "$pid" "$log" || return 1
  # shellcheck disable=SC2034 # read by the callers
  ENGINE_STARTED=$pid
}

# engine_suite VERSION: the Debian suite that carries it.
engine_suite() {
  case $1 in
    20.10) echo bookworm ;;
    26) echo trixie ;;
    28) echo forky ;;
    *) return 1 ;;
  esac
}

# engine_fetch VERSION: sets ENGINE_FILES to the folder with the engine, its CLI and plugins, and
# ENGINE_PATH to a PATH on which its programs come first.
engine_fetch() {
  local version=$1 suite packages
  suite=$(engine_suite "$version") || die "no engine '$version' is known; there are 20.10, 26 and 28"
  ENGINE_FILES=$COFFER_CACHE/engines/$version
  if [[ ! -e $ENGINE_FILES/.complete ]]; then
    packages=(docker.io containerd runc tini)
    # Until bookworm, docker.io carried the CLI and there were no plugins.
    [[ $suite == bookworm ]] || packages+=(docker-cli docker-compose docker-buildx)
    say "fetching Docker engine $version (Debian $suite, 90 MB, once)…"
    debian_fetch "$suite" "$ENGINE_FILES" "${packages[@]}" || return 1
  fi
  # Everything in there runs on an older C library, except runc: then the machine's own serves.
  local runc=$ENGINE_FILES/usr/sbin first=$COFFER_CACHE/engines/runc
  if ! "$runc/runc" --version >/dev/null 2>&1; then
    runc=$(PATH=$PATH:/usr/sbin command -v runc) || {
      debian_fetch "$(debian_codename)" "$COFFER_CACHE/runc" runc || return 1
      runc=$COFFER_CACHE/runc/usr/sbin/runc
    }
    mkdir -p "$first" && ln -sfn "$runc" "$first/runc"
    runc=$first
  fi
  ENGINE_PATH=$runc:$ENGINE_FILES/usr/bin:$ENGINE_FILES/usr/sbin:$PATH:/usr/sbin:/sbin
}

# engine_state SOCKET: the folder of the private engine that listens there, in memory and short
# (a Unix socket's path has 107 characters).
engine_state() { echo "$ENGINE_RUN/$(printf %s "$1" | cksum | cut -d' ' -f1)"; }

# engine_network: a 10.x network no interface of this machine uses.
engine_network() {
  local x used
  used=$(ip -o -4 addr show; ip -o -4 route show)
  for x in {201..250}; do
    if [[ $used != *" 10.$x."* ]]; then
      echo "10.$x"
      return 0
    fi
  done
  return 1
}

# engine_connect STATE: gives a private engine its bridge and address range.
engine_connect() {
  local net bridge=cof${1##*/}
  bridge=${bridge:0:15}
  net=$(engine_network) || {
    say "no free network from 10.201.0.0/16 to 10.250.0.0/16 for a private engine"
    return 1
  }
  printf '%s\n' "$net" >"$1/net"
  printf '%s\n' "$bridge" >"$1/bridge"
  ip link add "$bridge" type bridge && ip addr add "$net.0.1/24" dev "$bridge" &&
    ip link set "$bridge" up && echo 1 >/proc/sys/net/ipv4/ip_forward &&
    engine_rules -I "$net"
}

# engine_sweep: stops private engines whose owner (a run of ./check) was killed before it could.
engine_sweep() {
  local state owner
  for state in "$ENGINE_RUN"/*/; do
    owner=$(cat "$state/owner" 2>/dev/null) || continue
    if [[ -n $owner ]] && ! kill -0 "$owner" 2>/dev/null; then
      say "stopping an engine that a killed run left behind…"
      engine_stop "$(<"$state/socket")" purge || true
    fi
  done
}

# engine_start VERSION SOCKET DATA: starts a private engine. It has its own bridge, address range,
# containerd and state and leaves the machine's firewall chains alone, so that it runs beside any
# other engine: two engines that both manage iptables flush each other's rules. Published ports
# therefore go through docker-proxy, on loopback as well as outside.
engine_start() {
  local version=$1 socket=$2 data=$3 state bridge net
  is_root || die "a Docker engine needs root; run this with sudo"
  if engine_answers "$socket"; then
    say "an engine answers at $socket already"
    return 0
  fi
  engine_fetch "$version" || return 1
  command -v ip >/dev/null && PATH=$PATH:/usr/sbin command -v iptables >/dev/null ||
    debian_install iproute2 iptables || return 1
  state=$(engine_state "$socket")
  [[ ! -e $state/bridge ]] || engine_stop "$socket" # what a crash left
  mkdir -p "$state" "$data" "${socket%/*}" || return 1
  data=$(cd "$data" && pwd -P)
  printf '%s\n' "$socket" >"$state/socket"
  printf '%s\n' "$data" >"$state/data"
  printf '%s\n' "$version" >"$state/version"
  printf '%s\n' "${ENGINE_OWNER:-}" >"$state/owner"
  with_lock network engine_connect "$state" || {
    rm -rf "$state"
    return 1
  }
  net=$(<"$state/net") bridge=$(<"$state/bridge")
  printf '{}\n' >"$state/daemon.json" # so that /etc/docker/daemon.json is not read
  cat >"$state/containerd.toml" <<TOML
version = 2
root = "$data/containerd"
state = "$state/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$state/containerd.sock"
TOML
  PATH=$ENGINE_PATH setsid nohup containerd --config "$state/containerd.toml" \
    >"$state/containerd.log" 2>&1 </dev/null &
  echo $! >"$state/containerd.pid"
  local deadline=$((SECONDS + 20))
  until [[ -S $state/containerd.sock ]]; do
    ((SECONDS < deadline)) || {
      tail -n 12 "$state/containerd.log" >&2
      engine_stop "$socket"
      die "containerd of engine $version did not start"
    }
    sleep 0.05
  done
  PATH=$ENGINE_PATH setsid nohup dockerd --config-file "$state/daemon.json" -H "unix://$socket" \
    --containerd "$state/containerd.sock" --data-root "$data/docker" --exec-root "$state/docker" \
    --pidfile "$state/docker.pid" --bridge "$bridge" --fixed-cidr "$net.0.0/24" \
    --default-address-pool "base=$net.128.0/17,size=24" --iptables=false --ip6tables=false \
    --userland-proxy-path "$ENGINE_FILES/usr/sbin/docker-proxy" \
    >"$state/docker.log" 2>&1 </dev/null &
  engine_await "$socket" $! "$state/docker.log" || {
    engine_stop "$socket"
    return 1
  }
}

# engine_rules -I|-D NET: lets a private engine's containers out and to each other.
engine_rules() {
  local iptables
  iptables=$(PATH=$PATH:/usr/sbin command -v iptables) || return 0
  "$iptables" -w "$1" FORWARD -s "$2.0.0/16" -j ACCEPT || true
  "$iptables" -w "$1" FORWARD -d "$2.0.0/16" -j ACCEPT || true
  "$iptables" -w -t nat "$1" POSTROUTING -s "$2.0.0/16" ! -d "$2.0.0/16" -j MASQUERADE || true
}

# engine_stop SOCKET [purge]: ends a private engine with its containers; purge deletes its data too.
engine_stop() {
  local socket=$1 state pidfile pid mount net bridge data
  state=$(engine_state "$socket")
  [[ -e $state/bridge ]] || {
    say "no private engine is known at $socket"
    return 1
  }
  for pidfile in docker.pid containerd.pid; do
    pid=$(cat "$state/$pidfile" 2>/dev/null) || continue
    engine_end "$pid"
  done
  net=$(<"$state/net") data=$(<"$state/data")
  # Bridges of networks users made carry an address of the engine's range.
  while read -r bridge; do
    ip link delete "$bridge" 2>/dev/null || true
  done < <(ip -o -4 addr show | awk -v net="$net." 'index($4, net) == 1 { print $2 }')
  engine_rules -D "$net" 2>/dev/null
  while read -r mount; do
    umount -l "$mount" 2>/dev/null || true
  done < <(awk -v a="$state/" -v b="$data/" 'index($2, a) == 1 || index($2, b) == 1 { print $2 }' /proc/mounts | sort -r)
  [[ ${2:-} != purge ]] || rm -rf "$data"
  rm -rf "$state" "$socket"
}

# engine_end PID: asks a process to end, and insists after 20 seconds.
engine_end() {
  kill -TERM "$1" 2>/dev/null || return 0
  local deadline=$((SECONDS + 20))
  while kill -0 "$1" 2>/dev/null; do
    ((SECONDS < deadline)) || kill -KILL "$1" 2>/dev/null || true
    sleep 0.1
  done
}
