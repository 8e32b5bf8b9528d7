#!/usr/bin/env bash
# `make install` puts everything where it is found, and `make uninstall` takes all of it away.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root="$work/a place with blanks"
mkdir "$root"
packaging/install.sh "$ZDC" "$root/usr"
"$root/usr/bin/zdc" --version
MANPATH="$root/usr/share/man" man -w zdc zdc-build
bash -n "$root/usr/share/bash-completion/completions/zdc"
[[ -s $root/usr/share/zsh/site-functions/_zdc && -s $root/usr/share/fish/vendor_completions.d/zdc.fish ]]
packaging/install.sh --remove "$ZDC" "$root/usr"
left=$(find "$root" -mindepth 1 -not -path "$root/usr")
[[ -z $left ]] || { echo "left: $left" && exit 1; }

# The tarball is the same tree, and carries its own sums.
number=$(packaging/facts.sh number)
name=zdc-$number-linux-$(packaging/facts.sh machine)
tar -C "$work" -xzf "$DIST/$name.tar.gz"
cmp "$work/$name/bin/zdc" "$ZDC"
[[ -f $work/$name/share/man/man1/zdc-build.1 && -f $work/$name/share/doc/zdc/LICENSE ]]
