# shellcheck shell=bash
# Builds the coffer command and keeps what is started apart from Maven's target folders, so that a
# build never pulls the jars from under a running gate. Sourced after say.sh and jdk.sh; needs ROOT.

BUILD=$ROOT/.coffer-build
APP=$BUILD/app

# build_current: whether what was built is newer than everything it is built from. One find, because
# this is on the path of every start; a removed file shows as a changed folder.
build_current() {
  [[ -e $APP/stamp ]] || return 1
  local newer
  newer=$(find "$ROOT/pom.xml" "$ROOT"/*/pom.xml "$ROOT"/*/src/main \
    "$ROOT/scripts/NewerClassFiles.java" -newer "$APP/stamp" -print -quit 2>/dev/null)
  [[ -z $newer ]]
}

build_need() {
  build_current && return 0
  [[ -w $ROOT ]] || die "Cofferdam must be built first, and $ROOT is not writable for you: run ./coffer --version as its owner"
  build_alone build_now
}

# build_alone COMMAND…: runs it while no other coffer builds in this folder.
build_alone() {
  mkdir -p "$BUILD"
  exec {lock}>"$BUILD/lock"
  if command -v flock >/dev/null && ! flock -w 0.5 "$lock"; then
    say "another build is running, waiting for it…"
    flock "$lock"
  fi
  "$@"
  exec {lock}>&-
}

build_now() {
  ! build_current || return 0 # built while this one waited
  maven_need || exit 1
  if [[ -e $APP/stamp ]]; then
    say "sources changed, building…"
  else
    say "building (first use, about a minute)…"
  fi
  local log=$BUILD/build.log next=$BUILD/app.next
  rm -rf "$next"
  mkdir -p "$next"
  touch "$next/stamp" # before Maven reads anything: what changes meanwhile is built next time
  if ! (cd "$ROOT" && JAVA_HOME=$COFFER_JDK mvn -B -pl cli -am package \
    -Dmaven.test.skip=true -Dspotless.check.skip=true 2>&1) </dev/null |
    tee "$log" | build_progress; then
    grep -E '^\[ERROR\] .' "$log" | grep -v -E 'Help 1|re-run Maven|Re-run Maven|about the errors|correcting the|rf :' |
      head -n 30 >&2 || tail -n 30 "$log" >&2
    die "the build failed (whole log: $log)"
  fi
  cp "$ROOT/cli/target/coffer.jar" "$next/"
  cp -R "$ROOT/cli/target/lib" "$next/lib"
  # A gate that still runs the build before this one keeps its files.
  rm -rf "$BUILD/app.previous"
  [[ ! -e $APP ]] || mv "$APP" "$BUILD/app.previous"
  mv "$next" "$APP"
  say "built in $((SECONDS))s"
}

# The lines of a Maven log a person waiting wants to see.
build_progress() {
  local line
  while IFS= read -r line; do
    case $line in
      *'] Building Cofferdam '*'['*)
        line=${line#*Building }
        say "  ${line%% 0.*} ${line##* }"
        ;;
    esac
  done
}

# How the JVM runs a kind of command: "server" for what stays, "host" for what serves one session,
# "cli" for what answers and ends. The archive of an AOT cache fits only the flags it was made with, so
# both are told here. images/cofferdam/Dockerfile has those of a server, too.
build_flags() {
  FLAGS=(-XX:+UseSerialGC -Xss512k --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow
    # The cache's classes stay where they were when it was made. Moved elsewhere, every page of them
    # is rewritten at the start, and then this process's own instead of shared with the others.
    -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0
    # The JVM's own warnings would go to standard output, which belongs to the command; and that a
    # cache does not fit is no error: the JVM goes on without it.
    -Xlog:disable -Xlog:all=error:stderr '-Xlog:cds*=off:stderr' '-Xlog:aot*=off:stderr')
  case $1 in
    server | host)
      # A young generation of a fixed small size: otherwise it is a third of the heap, and every page
      # of it is touched, and so resident, before anything is collected.
      FLAGS+=("-Xmx${COFFER_HEAP:-256m}" -Xmn16m -XX:-UsePerfData
        "-Djava.library.path=$APP/lib/native"
        # Netty's events for the flight recorder start the recorder's own classes with the first
        # request, and its search for leaks is for tests.
        -Dio.netty.jfr.enabled=false -Dio.netty.leakDetection.level=disabled)
      ;;
    # What ends soon may have its heap in huge pages: a third fewer page faults.
    *) FLAGS+=(-Xmx64m -XX:+UseTransparentHugePages) ;;
  esac
  # But for a server: others are waited for, and do not work enough to earn a compiler's time. So the
  # quick compiler only, for what is called five times as often as usual, and nothing that a training
  # run found worth compiling is compiled before it is used: a fifth less CPU for a start.
  [[ $1 == server ]] || FLAGS+=(-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=5
    -XX:+IgnoreUnrecognizedVMOptions -XX:-AOTReplayTraining)
}

# aot_need KIND: sets AOT to the cache of classes already loaded and linked, making it on first use
# by a training run. Only an optimisation: when it cannot be made, the command runs without.
aot_need() {
  AOT=$APP/$1.aot
  aot_current "$1" || [[ ! -w $APP ]] || build_alone aot_make "$1"
}

# Whether a training run was made with this JDK (another one's cache does not fit).
aot_current() {
  local made_by=
  [[ ! -r $APP/$1.jdk ]] || IFS= read -r made_by <"$APP/$1.jdk" || true
  [[ $made_by == "$COFFER_JDK" ]]
}

aot_make() {
  ! aot_current "$1" || return 0 # made while this one waited
  say "preparing quick starts (once per build)…"
  local log=$BUILD/aot-$1.log
  rm -f "$AOT"
  build_flags "$1"
  case $1 in
    # "train" runs a gate on a socket of its own, with some requests, and ends.
    server) aot_train "$log" train || aot_train "$log" --version || true ;;
    host) aot_train "$log" train --host --rounds 5 || true ;;
    # "train --client" rehearses coffer run, the one command whose start people wait for.
    *) aot_train "$log" train --client || aot_train "$log" --help || true ;;
  esac
  rm -f "$AOT.new"
  # For coffer run, which starts a host.
  printf '%s\n' "${FLAGS[@]}" >"$APP/$1.flags"
  printf '%s\n' "$COFFER_JDK" >"$APP/$1.jdk"
}

aot_train() {
  local log=$1
  shift
  timeout 60 "$COFFER_JDK/bin/java" "${FLAGS[@]}" -XX:AOTCacheOutput="$AOT.new" \
    -jar "$APP/coffer.jar" "$@" >"$log" 2>&1 </dev/null || return 1
  mv "$AOT.new" "$AOT"
}
