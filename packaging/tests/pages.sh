#!/usr/bin/env bash
# Every command has a man page, and neither reader of man pages finds fault with one.
set -euo pipefail

pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
packaging/man.py "$ZDC" "$pages" 0

warnings=$(
  mandoc -Tlint -Wwarning "$pages"/*.1
  for page in "$pages"/*.1; do
    LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null
  done
) || true
if [[ $warnings ]]; then
  printf '%s\n' "$warnings"
  exit 1
fi

shown=$("$ZDC" --help | sed -n '/^SUBCOMMANDS/,/^$/s/^  \([a-z]*\) .*/\1/p')
for command in $shown; do
  page=$(mandoc -Tutf8 "$pages/zdc-$command.1" | col -b)
  options=$("$ZDC" help "$command" | grep -oE -- '^  (-., )?--[a-z-]+' | grep -oE -- '--.*')
  for option in $options; do
    [[ $page == *"$option"* ]] || { echo "zdc-$command.1 lacks $option" && exit 1; }
  done
done
