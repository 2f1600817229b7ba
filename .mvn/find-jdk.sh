# Sourced by mvnw: sets JAVA_HOME to a JDK that can build salvor, since the machine's default `java` is often older.
# JAVA_HOME is kept if it is new enough; else the `java` on PATH; else the newest suitable JDK in the usual places.

salvor_needs=25

# Prints the feature version (25 for "25.0.3") of the JDK in $1, nothing if it is no JDK.
jdk_feature() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_suits() {
  feature=$(jdk_feature "$1")
  [ "${feature:-0}" -ge "$salvor_needs" ]
}

find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && jdk_suits "$JAVA_HOME"; then
    return 0
  fi
  on_path=$(command -v javac || :)
  if [ -n "$on_path" ]; then
    home=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    if jdk_suits "$home"; then
      JAVA_HOME=$home
      return 0
    fi
  fi
  newest=0 found=
  set +f
  for home in /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    feature=$(jdk_feature "$home")
    if [ "${feature:-0}" -ge "$salvor_needs" ] && [ "$feature" -gt "$newest" ]; then
      newest=$feature found=$home
    fi
  done
  set -f
  if [ -z "$found" ]; then
    echo "mvnw: salvor is built with a JDK $salvor_needs or newer, and none was found (JAVA_HOME=${JAVA_HOME-}, PATH, /usr/lib/jvm, /opt, ~/.sdkman)." >&2
    echo "mvnw: install one, e.g. Temurin (adoptium.net, package temurin-25-jdk), or set JAVA_HOME to where it lies." >&2
    exit 1
  fi
  JAVA_HOME=$found
}

HOME="${HOME-/}"
find_jdk
export JAVA_HOME
