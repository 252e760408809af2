#!/usr/bin/env bash
# bench/asterisk.sh latency [COUNT]  form post -> INVITE at the agent's phone, beside its floor measured in the same run
# bench/asterisk.sh kill             300 forms at 10 a second, while Asterisk, the app and the storage emulator are killed in turn
# Both with a real Asterisk 22 and SIPp phones on loopback (tools/asterisk/fetch.sh), Azurite writing to disk.
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
  latency) class=LatencyTests; export COUNT=${2:-300} ;;
  kill) class=KillTests ;;
  *) sed -n '2,4s/^# //p' "$0"; exit 2 ;;
esac
export RESULT=$(mktemp)
trap 'rm -f "$RESULT"' EXIT
dotnet build tests/Click2Call.EndToEnd.Tests -c Release -v quiet --nologo
tests/Click2Call.EndToEnd.Tests/bin/Release/net10.0/Click2Call.EndToEnd.Tests \
  -explicit only -class "Click2Call.EndToEnd.Tests.Asterisk.$class" -diagnostics -noLogo
cat "$RESULT"
