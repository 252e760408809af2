#!/usr/bin/env bash
# Installs what the tests need, builds, runs every test, and ends with the line "N passed, N failed".
# For people and for the build machine alike. Needs the .NET 10 SDK and Node.js 20 or newer.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

say() { printf '\n== %s\n' "$*"; }
stop() { printf '%s\n' "$1" >&2; printf '0 passed, 1 failed\n'; exit 1; }

command -v dotnet >/dev/null || stop "The .NET 10 SDK is needed: https://dot.net"
command -v node >/dev/null || stop "Node.js 20 or newer is needed: https://nodejs.org"

# A browser for the demo page, PHP for the sample of one dialect's document. Where they cannot be installed, the
# tests that need them are skipped and say so.
packages=()
command -v chromium >/dev/null || packages+=(chromium)
command -v php >/dev/null || packages+=(php-cli php-curl php-xml)
if [ ${#packages[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  say "Installing ${packages[*]}"
  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null ||
    echo "Some packages could not be installed; the tests that need them are skipped."
fi

say "Fetching Asterisk and SIP phones"
bash tools/asterisk/fetch.sh
case $? in
  0) ;;
  3) echo "The tests that need Asterisk are skipped." ;;
  *) stop "tools/asterisk/fetch.sh failed." ;;
esac

say "Installing the npm packages that the tests use"
install() { (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --silent); }
for folder in tools/azurite tests/oracle-numbers tests/openapi tests/standardwebhooks tests/bicep; do
  # A feed that is busy for a moment is no failed test.
  for try in 1 2 3; do
    install "$folder" && continue 2
    [ "$try" = 3 ] || { echo "npm ci failed in $folder; again in 10 s."; sleep 10; }
  done
  stop "npm ci failed in $folder, three times."
done

say "Building"
dotnet build Click2Call.Functions.sln -c Release -v quiet --nologo || stop "The build failed."

passed=0 failed=0 skipped=0
for project in tests/*.Tests; do
  say "$project"
  # No test takes a quarter of an hour: one that hangs is named, and the others are still counted.
  dotnet test "$project" -c Release --no-build --nologo --filter "Category!=Bench" --logger "console;verbosity=minimal" \
    --blame-hang-timeout 15m --blame-hang-dump-type none \
    --logger "trx;LogFileName=$(basename "$project").trx" --results-directory "$results"
  status=$?
  counts=$(grep -o '<Counters [^>]*>' "$results/$(basename "$project").trx" 2>/dev/null)
  count() { printf '%s' "$counts" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*'; }
  if [ -z "$counts" ]; then
    failed=$((failed + 1))
    echo "$project: no test was run (exit code $status)."
    continue
  fi
  ok=$(count passed); bad=$(count failed); all=$(count total); run=$(count executed)
  passed=$((passed + ok)); failed=$((failed + bad)); skipped=$((skipped + all - run))
  # The simulation says how many seeds it ran, and in how many seconds.
  grep -hoE '[0-9]+ runs, [0-9]+ requests, .* s' "$results/$(basename "$project").trx"
  # A runner that dies after its last test fails without a failed test.
  [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && failed=$((failed + 1))
done

say "All tests"
line="$passed passed, $failed failed"
[ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
