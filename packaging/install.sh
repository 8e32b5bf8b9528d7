#!/usr/bin/env bash
# Installs zdc into a folder, or takes away what it installed.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: install.sh [--remove] ZDC ROOT

  installs the binary ZDC with man pages and completions into ROOT, as /usr/local is laid out;
  with --remove takes exactly those files away, and the folders that are empty then

  ZSH_FOLDER   where zsh looks for completions (default: share/zsh/site-functions)
TEXT
}

remove=''
if [[ ${1:-} == --remove ]]; then
  remove=1
  shift
fi
if (($# != 2)); then
  usage >&2
  exit 64
fi
zdc=$1 root=$2
cd "$(dirname "${BASH_SOURCE[0]}")/.."
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# All that is installed, in a folder of its own first: a failure installs nothing.
install -D -m 0755 "$zdc" "$stage/bin/zdc"
packaging/man.py "$zdc" "$stage/share/man/man1" "$(packaging/facts.sh epoch)"
completion() {
  install -d "$stage/$(dirname "$2")"
  # A shell reads it and runs nothing: the first line of bash's names a program all the same.
  "$zdc" --generate-completion-script "$1" | sed '1{/^#!/d;}' >"$stage/$2"
}
completion bash share/bash-completion/completions/zdc
completion zsh "${ZSH_FOLDER:-share/zsh/site-functions}/_zdc"
completion fish share/fish/vendor_completions.d/zdc.fish
install -D -m 0644 -t "$stage/share/doc/zdc" LICENSE README.md CHANGELOG.md SECURITY.md

while IFS= read -r file; do
  if [[ $remove ]]; then
    rm -f "$root/$file"
    (cd "$root" && rmdir -p --ignore-fail-on-non-empty "$(dirname "$file")" 2>/dev/null) || true
  else
    mode=0644
    [[ $file == bin/* ]] && mode=0755
    install -D -m "$mode" "$stage/$file" "$root/$file"
  fi
done < <(cd "$stage" && find . -type f -printf '%P\n' | sort)
