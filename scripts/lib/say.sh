# shellcheck shell=bash
# What the set-up scripts say, and where they keep what they fetched. Sourced, never run.

# The one folder everything fetched lives in; deleting it costs a download and nothing else.
COFFER_CACHE=${COFFER_CACHE:-${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/cofferdam}

# Progress goes to standard error: standard output belongs to the command.
say() { printf '%s: %s\n' "${COFFER_SAYS:-coffer}" "$*" >&2; }

die() {
  say "$@"
  exit 1
}

is_root() { [[ ${EUID:-$(id -u)} -eq 0 ]]; }

is_debian() { [[ -r /etc/debian_version ]] && command -v apt-get >/dev/null && command -v dpkg >/dev/null; }

# Whether the scripts may fetch and install: root, on Debian, and not told otherwise.
may_install() { [[ ${COFFER_NO_INSTALL:-} != 1 ]] && is_root && is_debian; }

# Why they may not, for the end of a sentence.
why_not_install() {
  if [[ ${COFFER_NO_INSTALL:-} == 1 ]]; then
    echo "COFFER_NO_INSTALL=1 is set"
  elif ! is_debian; then
    echo "this is not Debian"
  else
    echo "this needs root"
  fi
}

# with_lock NAME COMMAND…: runs COMMAND while no other script holds NAME.
with_lock() {
  local name=$1
  shift
  mkdir -p "$COFFER_CACHE/locks"
  if ! command -v flock >/dev/null; then
    "$@"
    return
  fi
  # The function, not flock(1), runs the command: it may be a shell function.
  local lock
  exec {lock}>"$COFFER_CACHE/locks/$name"
  flock -n "$lock" || {
    say "waiting for another set-up ($name) to end…"
    flock "$lock"
  }
  local status=0
  "$@" {lock}>&- || status=$?
  exec {lock}>&-
  return "$status"
}
