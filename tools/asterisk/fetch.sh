#!/usr/bin/env bash
# Puts Asterisk, SIPp and baresip into a folder (default: out/asterisk), without root and without touching the system:
# apt with a state of its own downloads the packages, dpkg-deb unpacks them, and bin/ holds scripts that start the
# programs with their own libraries. Debian's stable release has no Asterisk, so they come from the suite that is named
# first in SUITES and has it; the mirror is the one that this machine's apt uses.
#
# Exit code 3: cannot exist here (no apt, another system than Debian); the reason is the last line on standard output.
set -euo pipefail
cd "$(dirname "$0")/../.."
ROOT=${1:-out/asterisk}
SUITES=${SUITES:-forky sid}
PACKAGES="asterisk asterisk-core-sounds-en-wav sip-tester baresip-core"

cannot() { echo "Asterisk cannot be fetched here: $1"; exit 3; }

mkdir -p "$ROOT"
ROOT=$(cd "$ROOT" && pwd)
[ -e "$ROOT/ready" ] && [ ! "$0" -nt "$ROOT/ready" ] && { cat "$ROOT/ready"; exit 0; }
exec 9>"$ROOT/lock"
flock 9
[ -e "$ROOT/ready" ] && [ ! "$0" -nt "$ROOT/ready" ] && { cat "$ROOT/ready"; exit 0; }

for program in apt-get dpkg dpkg-deb tar; do
  command -v $program >/dev/null || cannot "$program is missing, so this is no Debian."
done
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e $keyring ] || cannot "Debian's archive keys ($keyring) are missing."
# Either list may be empty: that of what apt has fetched is on a machine that has never updated it.
mirror=$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null | awk '$2 == "Debian" { print $1 }' | grep -v security | sort -u | head -1) || true
[ -n "$mirror" ] || mirror=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | sed 's/#.*//' | grep -oE '(https?|file|copy|mirror[^:]*):[^ ]+' | grep debian | grep -v security | head -1) || true
[ -n "$mirror" ] || cannot "apt knows no Debian mirror."

state=$ROOT/apt
files=$ROOT/files
rm -rf "$state" "$files" "$ROOT/bin"
fetch() {
  rm -rf "$state"
  mkdir -p "$state"/{lists/partial,cache/archives/partial,preferences}
  : > "$state/status"
  echo "deb [signed-by=$keyring] $mirror $1 main" > "$state/sources.list"
  local options=(
    -o Dir::State="$state" -o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status"
    -o Dir::State::extended_states="$state/extended" -o Dir::Cache="$state/cache"
    -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=- -o Dir::Etc::preferencesparts="$state/preferences"
    -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Install-Recommends=false -o APT::Sandbox::User=
    -o APT::Keep-Downloaded-Packages=true -o Binary::apt-get::APT::Keep-Downloaded-Packages=true
    -o Debug::NoLocking=1 -o Dpkg::Use-Pty=0)
  apt-get "${options[@]}" -qq update && apt-get "${options[@]}" -qq -y --download-only install $PACKAGES
}
# Round and round, three times: a mirror that is busy or is being changed at this moment is not without Asterisk.
for try in 1 2 3; do
  for suite in $SUITES; do
    echo "Fetching from $suite …"
    if fetch "$suite"; then break 2; fi
    suite=
  done
  [ "$try" = 3 ] || { echo "Again in 10 s."; sleep 10; }
done
[ -n "${suite:-}" ] || { echo "None of the suites $SUITES gave Asterisk; is the mirror reachable?"; exit 1; }

# The links of a merged /usr come first, so that what is packed below /lib lands beside its kind.
mkdir -p "$files"/usr/{bin,sbin,lib,lib64}
for folder in bin sbin lib lib64; do ln -s usr/$folder "$files/$folder"; done
for package in "$state"/cache/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$files" --keep-directory-symlink --no-same-owner
done
rm -rf "$state"
# The package makes this link when it is installed in earnest.
ln -sfn en_US_f_Allison "$files/usr/share/asterisk/sounds/en"

loader=$(find "$files"/usr/lib -maxdepth 2 -name 'ld-linux*.so.*' | sort | head -1)
libraries=$(dirname "$(find "$files"/usr/lib -maxdepth 2 -name asterisk -type d | head -1)")
mkdir "$ROOT/bin"
program() {
  printf '#!/bin/sh\nexec %s --library-path %s %s "$@"\n' "$loader" "$libraries:$libraries/asterisk:$libraries/baresip:$libraries/pulseaudio:$files/usr/lib" "$files/$2" > "$ROOT/bin/$1"
  chmod +x "$ROOT/bin/$1"
}
program asterisk usr/sbin/asterisk
program sipp usr/bin/sipp
program baresip usr/bin/baresip
ln -s "$libraries/asterisk/modules" "$ROOT/modules"
ln -s "$files/usr/lib/baresip/modules" "$ROOT/baresip-modules"
ln -s "$files/usr/share/asterisk" "$ROOT/data"
version=$("$ROOT/bin/asterisk" -V)
{ "$ROOT/bin/sipp" -v || true; } | grep SIPp > /dev/null
[ -e "$ROOT/modules/chan_pjsip.so" ] && [ -e "$ROOT/data/sounds/en/beep.wav" ]
echo "$version" > "$ROOT/ready"
cat "$ROOT/ready"
