#!/usr/bin/env bash
# pre-commit on a real repository: a stale artefact fails with the diff, mended passes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work/home PRE_COMMIT_HOME=$work/cache
export PIP_FIND_LINKS="${PIP_FIND_LINKS:-} $DIST"
export GIT_CONFIG_GLOBAL=$work/gitconfig GIT_CONFIG_NOSYSTEM=1
mkdir "$HOME"
git config --global user.name packages
git config --global user.email packages@zdc.invalid
git config --global init.defaultBranch main

# The hook's repository, as a stranger clones it.
hook=$work/hook
mkdir "$hook"
cp -r --parents .pre-commit-hooks.yaml pyproject.toml docker docs out "$hook"
git -C "$hook" init -q
git -C "$hook" add -A
git -C "$hook" commit -qm hook
revision=$(git -C "$hook" rev-parse HEAD)

site=$work/site
mkdir -p "$site/manifests"
git -C "$site" init -q
cd "$site"
"$ZDC" init >manifests/shop.yml
"$ZDC" build manifests/shop.yml
cat >.pre-commit-config.yaml <<TEXT
repos:
  - repo: $hook
    rev: $revision
    hooks:
      - { id: zdc-build-check, args: [manifests/shop.yml] }
      - { id: zdc-check }
TEXT
git add -A
"$PACKAGE_TOOLS/pre-commit" install
git commit -qm 'what zdc made'

sed -i 's/port: 8000/port: 8081/' manifests/shop.yml
git add -A
if git commit -qm stale >"$work/log" 2>&1; then
  echo 'a stale artefact passed'
  exit 1
fi
grep -q '^+.*8081' "$work/log" || { cat "$work/log" && exit 1; }
"$ZDC" build manifests/shop.yml
git add -A
git commit -qm mended

echo '# by hand' >>out/shop/docker/scripts/deploy-blue-green.sh
git add -A
if git commit -qm edited >"$work/log" 2>&1; then
  echo 'an edited artefact passed'
  exit 1
fi
grep -q '^-# by hand' "$work/log"
git checkout -q HEAD -- .

sed -i 's/^project: .*/project: 9/' manifests/shop.yml
git add -A
if git commit -qm broken >"$work/log" 2>&1; then
  echo 'a broken manifest passed'
  exit 1
fi
grep -q 'zdc check.*Failed' "$work/log"
