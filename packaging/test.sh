#!/usr/bin/env bash
# Makes every package twice, compares them byte by byte, and tries each where it will be used.
#
# usage: test.sh [NAME]...    names of packaging/tests; all without
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ZDC=$(realpath "${ZDC:-.build/release/zdc}")
ZDC_TOOLS=${ZDC_TOOLS:-$PWD/.build-tools/bin}
PACKAGE_TOOLS=${PACKAGE_TOOLS:-$PWD/.build-tools/package/bin}
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
DIST=$work/dist
export ZDC ZDC_TOOLS PACKAGE_TOOLS DIST
# Nothing of the caller's settings counts.
unset SOURCE_DATE_EPOCH GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE

# Another folder, umask and language must not show in a package.
make_packages() (
  umask "$2"
  export LC_ALL=$3 TMPDIR=$work/$1.tmp
  mkdir "$TMPDIR"
  packaging/tarball.sh "$ZDC" "$work/$1"
  packaging/deb.sh "$ZDC" "$work/$1"
  packaging/wheel.py "$ZDC" "$work/$1"
  packaging/sbom.py "$ZDC" >"$work/$1/zdc.cdx.json"
)

passed=0 failed=0 skipped=0
run() {
  local name=$1 began=$SECONDS status=0
  shift
  "$@" >"$work/log" 2>&1 || status=$?
  case $status in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
  esac
  case $status in
    0) printf 'ok       %s (%d s)\n' "$name" $((SECONDS - began)) ;;
    77) printf 'skipped  %s: %s\n' "$name" "$(tail -n 1 "$work/log")" ;;
    *)
      printf 'FAILED   %s (exit %d)\n' "$name" "$status"
      sed 's/^/    /' "$work/log"
      ;;
  esac
}

make_packages dist 022 C
if (($# == 0)); then
  make_packages again 077 C.UTF-8
  run same-bytes diff -r "$work/dist" "$work/again"
fi
for test in packaging/tests/*.sh; do
  name=$(basename "$test" .sh)
  if (($# == 0)) || [[ " $* " == *" $name "* ]]; then run "$name" "$test"; fi
done
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0))
