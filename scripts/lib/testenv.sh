# shellcheck shell=bash
# The one place that decides what the tests find and where. Everything a test may ask of its
# surroundings is exported here:
#
#   COFFER_TEST_ENGINE         unix:///…  the engine the suites run against
#   COFFER_TEST_ENGINE_NEW     unix:///…  an engine ≥ 26 (the same one, when the suites run on it)
#   COFFER_TEST_DOCKER         path of the docker CLI
#   COFFER_TEST_DOCKER_CONFIG  folder for DOCKER_CONFIG, with the compose v2 and buildx plugins
#   COFFER_TEST_BUSYBOX        path of a static busybox, to make images from
#   COFFER_TEST_REGISTRY       path of docker-registry
#   COFFER_TEST_HAPROXY        path of haproxy
#   COFFER_TEST_DEBIAN_TAR     root file system of a minimal Debian, for docker import
#   COFFER_TEST_CLAUDE         the real Claude Code command, from its npm package
#   COFFER_TEST_AGENTS         folder with node_modules of the real Codex and Gemini CLI, if asked for
#   COFFER_TEST_REQUIRED       1: a test that misses one of these must fail, not skip itself
#
# Sourced after say.sh, debian.sh and engine.sh.

TESTENV_STARTED=() # sockets of the private engines started here
TESTENV_DEFAULT_PID= # the process of the machine's engine, if it was started here

# testenv_prepare ENGINE NEW: ENGINE is "default" (the one at the default socket, installed and
# started if there is none) or a version; NEW the version of the newer engine.
testenv_prepare() {
  local engine=$1 new=$2
  engine_sweep
  testenv_cli || return 1
  testenv_tools || return 1
  if [[ $engine == default ]]; then
    engine_need || return 1
    TESTENV_DEFAULT_PID=$ENGINE_STARTED
    COFFER_TEST_ENGINE=unix://$ENGINE_DEFAULT_SOCKET
  else
    testenv_engine "$engine" || return 1
    COFFER_TEST_ENGINE=unix://$(testenv_socket "$engine")
    [[ $engine == 20.10 ]] || new=$engine
  fi
  testenv_engine "$new" || return 1
  COFFER_TEST_ENGINE_NEW=unix://$(testenv_socket "$new")
  COFFER_TEST_REQUIRED=1
  export COFFER_TEST_ENGINE COFFER_TEST_ENGINE_NEW COFFER_TEST_REQUIRED
}

# Each run has engines of its own, so that two runs do not meet.
testenv_socket() { echo "$ENGINE_RUN/check-$$-$1.sock"; }

testenv_engine() {
  local socket
  socket=$(testenv_socket "$1")
  ! engine_answers "$socket" || return 0
  say "starting engine $1…"
  TESTENV_STARTED+=("$socket")
  ENGINE_OWNER=$$ engine_start "$1" "$socket" "$COFFER_CACHE/engine-data/check-$$-$1"
}

# The CLI of Debian trixie with its plugins: it talks to every engine, and the machine's own may have
# no plugins.
testenv_cli() {
  local files=$COFFER_CACHE/engines/26 config=$COFFER_CACHE/docker-config plugin
  (engine_fetch 26) || return 1
  mkdir -p "$config/cli-plugins"
  for plugin in docker-compose docker-buildx; do
    ln -sfn "$files/usr/libexec/docker/cli-plugins/$plugin" "$config/cli-plugins/$plugin"
  done
  [[ -e $config/config.json ]] || echo '{}' >"$config/config.json"
  export COFFER_TEST_DOCKER=$files/usr/bin/docker
  export COFFER_TEST_DOCKER_CONFIG=$config
}

testenv_tools() {
  local suite tool tools=$COFFER_CACHE/tools
  suite=$(debian_codename)
  COFFER_TEST_BUSYBOX=$(testenv_busybox) || {
    debian_fetch "$suite" "$tools/busybox" busybox-static || return 1
    COFFER_TEST_BUSYBOX=$(PATH=$tools/busybox/usr/bin:$tools/busybox/bin command -v busybox) || return 1
  }
  COFFER_TEST_REGISTRY=$(command -v docker-registry) || {
    say "fetching docker-registry…"
    debian_fetch "$suite" "$tools/registry" docker-registry || return 1
    COFFER_TEST_REGISTRY=$tools/registry/usr/bin/docker-registry
  }
  # The peer whose decisions the compat preset is compared with, and what makes certificates for TLS tests.
  # tmux is the terminal that tests type into.
  for tool in haproxy openssl tmux; do
    PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null || debian_install "$tool" || return 1
  done
  COFFER_TEST_HAPROXY=$(PATH=$PATH:/usr/sbin command -v haproxy)
  COFFER_TEST_DEBIAN_TAR=$COFFER_CACHE/images/debian-trixie.tar
  [[ -f $COFFER_TEST_DEBIAN_TAR ]] || with_lock debian-tar testenv_debian_tar || return 1
  testenv_claude || return 1
  export COFFER_TEST_BUSYBOX COFFER_TEST_REGISTRY COFFER_TEST_DEBIAN_TAR COFFER_TEST_HAPROXY
}

# The agent itself, a native program that npm brings.
testenv_claude() {
  local folder=$COFFER_CACHE/tools/claude
  export COFFER_TEST_CLAUDE=$folder/node_modules/.bin/claude
  [[ -x $COFFER_TEST_CLAUDE ]] || with_lock claude testenv_claude_fetch "$folder"
}

testenv_claude_fetch() {
  [[ ! -x $COFFER_TEST_CLAUDE ]] || return 0
  say "fetching Claude Code (130 MB, once)…"
  command -v npm >/dev/null || debian_install npm || return 1
  rm -rf "$1"
  mkdir -p "$1"
  # Its install step puts the program for this machine in place, so it is asked for by name.
  npm install --prefix "$1" --no-fund --no-audit --no-update-notifier --loglevel=error \
    @anthropic-ai/claude-code >"$1.log" 2>&1 </dev/null ||
    { tail -n 8 "$1.log" >&2 && return 1; }
  [[ -x $COFFER_TEST_CLAUDE ]] && "$COFFER_TEST_CLAUDE" --version >/dev/null 2>&1 ||
    { say "Claude Code was fetched, but does not start" && return 1; }
}

# The other agents, for who asks: they are large. Nothing of them is built here: what they would compile they do without.
testenv_agents() {
  export COFFER_TEST_AGENTS=$COFFER_CACHE/tools/agents
  [[ -e $COFFER_TEST_AGENTS/.complete ]] || with_lock agents testenv_agents_fetch
}

testenv_agents_fetch() {
  [[ ! -e $COFFER_TEST_AGENTS/.complete ]] || return 0
  say "fetching Codex and Gemini CLI (500 MB, once)…"
  command -v npm >/dev/null || debian_install npm || return 1
  rm -rf "$COFFER_TEST_AGENTS"
  mkdir -p "$COFFER_TEST_AGENTS"
  npm install --prefix "$COFFER_TEST_AGENTS" --ignore-scripts --no-fund --no-audit \
    --no-update-notifier --loglevel=error @openai/codex @google/gemini-cli \
    >"$COFFER_TEST_AGENTS.log" 2>&1 </dev/null ||
    { tail -n 8 "$COFFER_TEST_AGENTS.log" >&2 && return 1; }
  : >"$COFFER_TEST_AGENTS/.complete"
}

# The machine's own busybox, if it is the static one: in an image there are no libraries.
testenv_busybox() {
  local busybox
  busybox=$(command -v busybox) || return 1
  ! ldd "$busybox" >/dev/null 2>&1 || return 1
  echo "$busybox"
}

testenv_debian_tar() {
  local tar=$COFFER_TEST_DEBIAN_TAR mirror log
  [[ ! -f $tar ]] || return 0
  rm -rf "$tar.new"
  say "making a minimal Debian image (once)…"
  command -v mmdebstrap >/dev/null || debian_install mmdebstrap || return 1
  mkdir -p "${tar%/*}"
  log=${tar%.tar}.log
  while read -r mirror; do
    if mmdebstrap --format=tar --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
      trixie "$tar.new" "$mirror" >"$log" 2>&1 </dev/null; then
      mv "$tar.new" "$tar"
      return 0
    fi
  done < <(debian_mirrors)
  tail -n 8 "$log" >&2
  return 1
}

# Ends what testenv_prepare started, and nothing that ran before.
testenv_end() {
  local socket
  for socket in ${TESTENV_STARTED[@]+"${TESTENV_STARTED[@]}"}; do
    engine_stop "$socket" purge || true
  done
  TESTENV_STARTED=()
  if [[ -n $TESTENV_DEFAULT_PID ]]; then
    engine_end "$TESTENV_DEFAULT_PID"
    TESTENV_DEFAULT_PID=
  fi
}
