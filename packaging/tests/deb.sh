#!/usr/bin/env bash
# The Debian package on a clean root without Swift: installs, works, and leaves nothing.
set -euo pipefail

deb=$(echo "$DIST"/zdc_*.deb)
lintian --tag-display-limit 0 --allow-root --fail-on error "$deb"

((EUID == 0)) || { echo 'a clean root needs root' && exit 77; }
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root
packaging/root.sh "$root"
clean() { packaging/clean.sh "$root" "$@"; }
# What the package manager and man keep for themselves is theirs.
listing() {
  (cd "$root" && find . -mindepth 1 \
    -not -path './var/lib/dpkg/*' -not -path './var/cache/man/*' -not -path './var/log/*' | sort)
}

listing >"$work/before"
if clean sh -c 'command -v swift || ldconfig -p | grep -E "libyaml|swift"'; then
  echo 'the root is not clean'
  exit 1
fi
cp "$deb" "$root/tmp/zdc.deb"
clean dpkg -i /tmp/zdc.deb
rm "$root/tmp/zdc.deb"
# What zdc notes of a build is the user's, in the user's cache.
clean bash -euc 'cd "$(mktemp -d)"; export XDG_CACHE_HOME=$PWD/cache; zdc init >shop.yml; zdc build shop.yml; zdc verify shop.yml
  test -s out/shop/RUNBOOK.md; rm -r "$PWD"'
# dpkg keeps pages out of small images by a setting; this root has none.
page=$(clean man zdc-build)
[[ $page == *'Compiles a manifest into its artefacts'* ]]
completed=$(clean bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader zdc
  COMP_WORDS=(zdc b) COMP_CWORD=1 COMP_LINE="zdc b" COMP_POINT=5; _zdc; echo "${COMPREPLY[@]}"')
[[ $completed == build* ]] || { echo "completes 'b' to '$completed'" && exit 1; }
clean dpkg --purge zdc
listing | diff "$work/before" -
