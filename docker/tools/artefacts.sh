#!/usr/bin/env bash
# Makes out/ from all manifests and their environments; with --check, fails on any difference.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
zdc=${ZDC:-.build/release/zdc}

environments() { sed -n '/^environments:/,/^[^ #]/s/^  \([a-z][a-z0-9-]*\):.*/\1/p' "$1"; }

status=0
expected=()
for manifest in manifests/*.yml; do
  "$zdc" build "$manifest" "$@" || status=1
  name=$(sed -n 's/^project: *\([a-z0-9-]*\).*/\1/p' "$manifest")
  expected+=("$name")
  for environment in $(environments "$manifest"); do
    "$zdc" build "$manifest" --environment "$environment" "$@" || status=1
    expected+=("$name-$environment")
  done
done

# A folder that no manifest makes any more is stale.
for folder in out/*/; do
  name=$(basename "$folder")
  if [[ " ${expected[*]} " != *" $name "* ]]; then
    echo "out/$name belongs to no manifest" >&2
    status=1
  fi
done
exit "$status"
