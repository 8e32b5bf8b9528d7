#!/usr/bin/env bash
# The scripts of the packages themselves.
set -euo pipefail

# SC2016: many a text here is for another shell.
scripts=(packaging/*.sh packaging/tests/*.sh)
"$ZDC_TOOLS/shellcheck" -x -e SC2016 "${scripts[@]}"
"$ZDC_TOOLS/shfmt" -i 2 -ci -d "${scripts[@]}"
