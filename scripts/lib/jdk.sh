# shellcheck shell=bash
# shellcheck disable=SC2034 # COFFER_JDK is what the callers read
# Finds a JDK that can build and run Cofferdam, or fetches one. Sourced after say.sh and debian.sh.

COFFER_JDK_NEEDED=25

# jdk_suits FOLDER: whether a JDK (not a bare runtime) of a version that is new enough lies there.
# Builtins only: this is on the path of every start.
jdk_suits() {
  local home=$1 line version=0
  [[ -x $home/bin/java && -x $home/bin/javac && -r $home/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line == JAVA_VERSION=* ]]; then
      version=${line#JAVA_VERSION=\"}
      version=${version%%[!0-9]*}
      break
    fi
  done <"$home/release"
  [[ $version -ge $COFFER_JDK_NEEDED ]]
}

# Sets COFFER_JDK: JAVA_HOME first, then the usual folder, what was fetched before, the PATH.
jdk_find() {
  local home java
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$COFFER_CACHE/jdk/usr/lib/jvm"/java-*; do
    if [[ -n $home ]] && jdk_suits "$home"; then
      COFFER_JDK=$home
      return 0
    fi
  done
  java=$(command -v java) || return 1
  java=$(readlink -f "$java")
  home=${java%/bin/java}
  jdk_suits "$home" && COFFER_JDK=$home
}

# Sets COFFER_JDK, fetching a JDK where that is allowed.
jdk_need() {
  jdk_find && return 0
  if ! may_install; then
    say "Cofferdam needs a JDK $COFFER_JDK_NEEDED or newer, and none was found in JAVA_HOME, /usr/lib/jvm or on the PATH."
    say "It is not fetched here because $(why_not_install). On Debian 13 and later:"
    say "  sudo apt-get install openjdk-25-jdk-headless"
    say "Elsewhere: unpack any JDK $COFFER_JDK_NEEDED (https://jdk.java.net/) and set JAVA_HOME to its folder."
    return 1
  fi
  say "fetching a JDK $COFFER_JDK_NEEDED into $COFFER_CACHE/jdk (140 MB, once)…"
  with_lock jdk jdk_fetch || return 1
  jdk_find || die "the fetched JDK does not suit; delete $COFFER_CACHE/jdk and try again"
}

jdk_fetch() {
  ! jdk_find || return 0
  local fetched=$COFFER_CACHE/jdk.fetched home
  rm -rf "$fetched" "$COFFER_CACHE/jdk"
  debian_fetch trixie "$fetched" openjdk-25-jdk-headless openjdk-25-jre-headless || return 1
  # Debian keeps the configuration in /etc and links to it by absolute path.
  local link target
  for home in "$fetched"/usr/lib/jvm/java-25-*; do break; done
  find "$home" -type l -lname '/etc/java-*' -print0 | while IFS= read -r -d '' link; do
    target=$(readlink "$link")
    ln -sfnr "$fetched$target" "$link"
  done
  jdk_trust "$home" || return 1
  if ! "$home/bin/java" -version >/dev/null 2>&1; then
    jdk_carry_libc "$fetched" "$home" || return 1
  fi
  mv "$fetched" "$COFFER_CACHE/jdk"
}

# The certificates Java trusts are a file of another package.
jdk_trust() {
  local home=$1 other
  [[ ! -e $home/lib/security/cacerts ]] || return 0
  for other in /usr/lib/jvm/*/lib/security/cacerts; do
    if [[ -s $other ]]; then
      ln -sfn "$other" "$home/lib/security/cacerts"
      return 0
    fi
  done
  debian_install ca-certificates-java && [[ -e $home/lib/security/cacerts ]]
}

# An older machine's C library cannot load this JDK, so the JDK brings its own: each program becomes
# a two-line script that runs the real one with the loader and the libraries beside it. The loader
# lies in bin/ because Java finds its home from the path of the running file.
jdk_carry_libc() {
  local fetched=$1 home=$2 file name final
  final=$COFFER_CACHE/jdk/${home#"$fetched"/}
  debian_fetch trixie "$fetched.libc" libc6 || return 1
  mkdir -p "$home/libc" "$home/bin/elf" "$home/lib/elf"
  cp -a "$fetched".libc/usr/lib/*-linux-gnu*/*.so* "$home/libc/"
  rm -rf "$fetched.libc"
  for file in "$home"/libc/ld-linux*; do
    cp -L "$file" "$home/bin/ld.so"
  done
  for file in "$home"/bin/* "$home/lib/jspawnhelper"; do
    name=${file#"$home"/}
    [[ -f $file && $name != bin/ld.so ]] || continue
    mv "$file" "${file%/*}/elf/"
    # A fixed path, not one computed at each start: this script costs every start of a program.
    # shellcheck disable=SC2016
    printf '#!/bin/sh\nexec "%s/bin/ld.so" --library-path "%s/libc:%s/lib" "%s/%s/elf/%s" "$@"\n' \
      "$final" "$final" "$final" "$final" "${name%/*}" "${name##*/}" >"$file"
    chmod 755 "$file"
  done
  chmod 755 "$home/bin/ld.so"
}

# maven_need: makes sure that mvn can be called.
maven_need() {
  command -v mvn >/dev/null && return 0
  if ! may_install; then
    say "building needs Maven 3.8 or newer, and there is no mvn on the PATH."
    say "It is not installed here because $(why_not_install). On Debian: sudo apt-get install maven"
    return 1
  fi
  say "installing Maven…"
  debian_install maven
}
