#!/usr/bin/env bash
# Makes the Debian package of a binary.
set -euo pipefail

zdc=${1:?usage: deb.sh ZDC FOLDER} folder=${2:?usage: deb.sh ZDC FOLDER}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
number=$(packaging/facts.sh number)
architecture=$(packaging/facts.sh debian)
# Whoever hands the package on says how to be reached.
maintainer=${MAINTAINER:-zdc <packages@zdc.invalid>}
# dpkg-deb takes the times of its members from it.
SOURCE_DATE_EPOCH=$(packaging/facts.sh epoch)
export SOURCE_DATE_EPOCH
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
root=$stage/root

umask 022
mkdir -p "$root/DEBIAN" "$folder"
ZSH_FOLDER=share/zsh/vendor-completions packaging/install.sh "$zdc" "$root/usr"
# As Debian lays them out: pages and changelogs packed, one copyright for every licence.
docs=$root/usr/share/doc/zdc
rm "$docs/LICENSE"
install -m 0644 packaging/debian/copyright "$docs/copyright"
mv "$docs/CHANGELOG.md" "$docs/NEWS"
cat >"$docs/changelog" <<TEXT
zdc ($number) unstable; urgency=medium

  * As NEWS says. Made of commit $(packaging/facts.sh stamp).

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
TEXT
packaging/sbom.py "$zdc" >"$docs/sbom.cdx.json"
gzip -9n "$docs/changelog" "$docs/NEWS" "$root"/usr/share/man/man1/*.1
install -D -m 0644 packaging/debian/lintian-overrides "$root/usr/share/lintian/overrides/zdc"

(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
size=$(du -k -s --apparent-size "$root/usr" | cut -f 1)
sed -e "s|@NUMBER@|$number|; s|@ARCHITECTURE@|$architecture|; s|@SIZE@|$size|" \
  -e "s|@MAINTAINER@|$maintainer|" packaging/debian/control.in >"$root/DEBIAN/control"
# xz on one thread: with more, the bytes depend on the machine.
dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$root" \
  "$folder/zdc_${number}_$architecture.deb" >/dev/null
