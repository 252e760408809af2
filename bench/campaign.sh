#!/usr/bin/env bash
# bench/campaign.sh   a campaign of 10,000 recipients over the simulator and Azurite, while the published app is killed (SIGKILL) 20 times
set -euo pipefail
cd "$(dirname "$0")/.."
export RESULT=$(mktemp)
trap 'rm -f "$RESULT"' EXIT
dotnet build tests/Click2Call.EndToEnd.Tests -c Release -v quiet --nologo
tests/Click2Call.EndToEnd.Tests/bin/Release/net10.0/Click2Call.EndToEnd.Tests \
  -explicit only -class Click2Call.EndToEnd.Tests.CampaignKillTests -diagnostics -noLogo
cat "$RESULT"
