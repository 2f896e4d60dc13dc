# shellcheck shell=bash
# Packages of any Debian suite, unpacked into a private folder: nothing system-wide is touched, and
# a bookworm machine can use what only trixie or forky has. The mirror is the machine's own, read
# from its apt configuration. Sourced after say.sh.

debian_codename() {
  # shellcheck disable=SC1091 # a file of every Debian machine
  (. /etc/os-release && echo "${VERSION_CODENAME:-}")
}

# The mirrors worth asking, best first. A machine may be pinned to a dated snapshot, where a newer
# suite does not exist yet or lacks a package: then the same host's snapshot of today and its plain
# archive are asked too.
debian_mirrors() {
  if [[ -n ${COFFER_DEBIAN_MIRROR:-} ]]; then
    echo "$COFFER_DEBIAN_MIRROR"
    return
  fi
  debian_targets |
    awk '$2 == "main" && $1 !~ /security|updates|backports/ && !seen[$3]++ { print $3 }' |
    while read -r uri; do
      uri=${uri%/}
      echo "$uri"
      if [[ $uri =~ ^(.*)/archive/debian/[0-9]{8}T[0-9]{6}Z$ ]]; then
        echo "${BASH_REMATCH[1]}/archive/debian/$(date -u +%Y%m%d)T000000Z"
        echo "${BASH_REMATCH[1]}/debian"
      fi
    done
}

# debian_targets: release, component and address of each source this machine's apt knows. A machine
# on which nobody ever ran apt-get update (a fresh container, say) knows none: then lists of our own
# are fetched.
debian_targets() {
  # shellcheck disable=SC2016 # apt's own variables
  local ask=(indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Identifier: Packages')
  local known own=$COFFER_CACHE/apt/own
  known=$(apt-get "${ask[@]}")
  if [[ -z $known ]]; then
    mkdir -p "$own/lists/partial" "$own/cache/archives/partial"
    own=(-o APT::Sandbox::User=root -o Dir::State::lists="$own/lists" -o Dir::Cache="$own/cache")
    apt-get -q "${own[@]}" update >"$COFFER_CACHE/apt/own.log" 2>&1 </dev/null || true
    known=$(apt-get "${own[@]}" "${ask[@]}")
  fi
  echo "$known"
}

# apt-get with SUITE of MIRROR as its only source, and state of its own.
debian_apt() {
  local state=$1
  shift
  apt-get -q -y \
    -o APT::Sandbox::User=root \
    -o Dir::Etc::sourcelist="$state/source.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o Dir::State::lists="$state/lists" -o Dir::Cache="$state/cache" \
    -o Acquire::Retries=3 "$@"
}

# debian_fetch SUITE FOLDER PACKAGE…: downloads the packages (not what they depend on) and unpacks
# them into FOLDER. Does nothing when FOLDER is complete already.
debian_fetch() {
  local suite=$1 folder=$2
  [[ -e $folder/.complete ]] || with_lock "fetch-$suite" debian_fetch_now "$@"
}

debian_fetch_now() {
  local suite=$1 folder=$2
  shift 2
  [[ ! -e $folder/.complete ]] || return 0
  local mirror number=0 log=$COFFER_CACHE/apt/$suite.log
  mkdir -p "$COFFER_CACHE/apt"
  : >"$log"
  while read -r mirror; do
    number=$((number + 1))
    if debian_fetch_from "$mirror" "$COFFER_CACHE/apt/$suite-$number" "$suite" "$folder" "$@" >>"$log" 2>&1; then
      return 0
    fi
  done < <(debian_mirrors)
  tail -n 8 "$log" >&2
  say "could not fetch $* of Debian $suite from this machine's mirrors (log: $log)." \
    "COFFER_DEBIAN_MIRROR=<url of a Debian archive> names another one."
  return 1
}

debian_fetch_from() {
  local mirror=$1 state=$2 suite=$3 folder=$4
  shift 4
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  local options='' keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [[ ! -r $keyring ]] || options="[signed-by=$keyring] "
  echo "deb $options$mirror $suite main" >"$state/source.list"
  # The lists age; once a day is often enough for a folder that is filled once.
  if [[ -z $(find "$state/fresh" -mmin -1440 2>/dev/null) ]]; then
    debian_apt "$state" -o APT::Update::Error-Mode=any update || return 1
    touch "$state/fresh"
  fi
  local unpacked=$folder.new package
  rm -rf "$unpacked" && mkdir -p "$unpacked/.deb" || return 1
  (cd "$unpacked/.deb" && debian_apt "$state" download "$@") || {
    rm -f "$state/fresh" # perhaps the lists were out of date
    return 1
  }
  for package in "$unpacked"/.deb/*.deb; do
    dpkg -x "$package" "$unpacked" || return 1
  done
  rm -rf "$unpacked/.deb" "$folder" && touch "$unpacked/.complete" && mv "$unpacked" "$folder"
}

# debian_install PACKAGE…: installs packages of the machine's own suite, system-wide. Without systemd
# no service is started by it (runlevel 1): who needs one starts it and sees whether that worked.
debian_install() {
  local log=$COFFER_CACHE/apt/install.log
  mkdir -p "$COFFER_CACHE/apt"
  (
    apt-get -q -y update || true # an unreachable extra source must not stop what the others have
    [[ -d /run/systemd/system ]] || export RUNLEVEL=1
    DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -q -y install --no-install-recommends "$@"
  ) >"$log" 2>&1 </dev/null || {
    tail -n 8 "$log" >&2
    say "apt-get install $* failed (log: $log)"
    return 1
  }
}
