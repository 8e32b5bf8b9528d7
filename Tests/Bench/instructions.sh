#!/usr/bin/env bash
# Counts the instructions of whole builds, which no busy machine changes, and holds them against
# instructions.txt: one that takes 5 % more than it says fails. With --record they are written there.
set -euo pipefail

zdc=$(realpath -- "${1:?usage: instructions.sh ZDC [--record]}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
figures=${here}/instructions.txt
work=$(mktemp -d)
trap 'rm -rf "${work}"' EXIT
cd "${here}/../.."

"${here}/large-manifest.sh" 200 >"${work}/large.yml"

# The notes of builds, which CI would switch off.
export XDG_CACHE_HOME=${work}/cache
unset CI

# Of a build into a folder that has its artefacts: everything is made again, or nothing changed.
count() {
  local said
  local build=("${zdc}" build "$2" -o "${work}/${1%-unchanged}")
  "${build[@]}" 2>/dev/null
  said=$(valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null \
    "${build[@]}" ${3:+"$3"} 2>&1)
  awk '/I +refs:/ { gsub(",", "", $NF); print $NF }' <<<"${said}"
}

status=0
while read -r name manifest option; do
  now=$(count "${name}" "${manifest}" "${option}")
  [[ -n ${now} ]] || { echo "${name}: valgrind counted nothing" >&2; exit 1; }
  echo "${name} ${now}" >>"${work}/now.txt"
  [[ ${2-} != --record ]] || continue
  before=$(awk -v name="${name}" '$1 == name { print $2 }' "${figures}")
  if ((now * 100 > before * 105)); then
    echo "${name}: ${now} instructions, more than 5 % above ${before}" >&2
    status=1
  else
    echo "${name}: ${now} instructions, ${before} when they were noted"
  fi
done <<<"example manifests/brain-tumor.yml --full
example-unchanged manifests/brain-tumor.yml
services-200 ${work}/large.yml --full
services-200-unchanged ${work}/large.yml"
[[ ${2-} != --record ]] || cp "${work}/now.txt" "${figures}"
exit "${status}"
