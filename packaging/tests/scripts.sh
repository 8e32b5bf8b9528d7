#!/usr/bin/env bash
# The scripts of the packages themselves.
set -euo pipefail

scripts=(packaging/*.sh packaging/tests/*.sh)
"$ZDC_TOOLS/shellcheck" -x "${scripts[@]}"
"$ZDC_TOOLS/shfmt" -i 2 -ci -d "${scripts[@]}"
