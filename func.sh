#!/usr/bin/env bash
# Publishes for this system and starts the app under Azure Functions Core Tools. Arguments go to `func start`.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v func > /dev/null; then
  echo "Azure Functions Core Tools 4 are needed for this: npm install --global azure-functions-core-tools@4" >&2
  exit 1
fi

out=out/func
dotnet publish src/Click2Call.Functions -c Release -p:ThisSystem=true -o "$out"
if [ -f local.settings.json ]; then
  cp local.settings.json "$out/local.settings.json"
elif [ ! -f "$out/local.settings.json" ]; then
  cp local.settings.example.json "$out/local.settings.json"
fi
exec func start --script-root "$out" "$@"
