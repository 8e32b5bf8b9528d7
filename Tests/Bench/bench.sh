#!/usr/bin/env bash
# Times whole processes of zdc against a C program that only runs libyaml's parser over the same
# manifest, in the same run, and prints one table. A number alone says nothing of another machine;
# the ratios do.
set -euo pipefail

zdc="${1:?usage: bench.sh ZDC}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "${here}/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "${work}"' EXIT
bare="${work}/bare-parse"
cc -O2 -o "${bare}" "${here}/bare-parse.c" -l:libyaml.a

# Milliseconds of the median run of a command line.
median() {
  hyperfine --shell=none --warmup 3 --min-runs "${runs:-20}" --style none \
    --export-json "${work}/times.json" "$1" >/dev/null 2>&1
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["results"][0]["median"] * 1000)' \
    "${work}/times.json"
}

# Bytes at the peak of a command's memory.
peak() {
  python3 -c '
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)' "$@"
}

ratio() { python3 -c 'import sys; print(f"{float(sys.argv[1]) / float(sys.argv[2]):.1f}")' "$1" "$2"; }

row() { printf '%-34s %12s %12s %14s %9s\n' "$@"; }

# The manifest and all YAML that a build writes, which its read-back has to parse again.
with_artefacts() {
  cat "$1"
  find "$2" -name '*.yml' -not -path '*/.*' -print0 | sort -z | xargs -0 cat
}

measure() {
  local name=$1 manifest=$2 output=$3 reference check build both
  "${zdc}" build "${manifest}" -o "${output}" 2>/dev/null
  reference=$(median "${bare} ${manifest}")
  check=$(median "${zdc} check ${manifest}")
  build=$(median "${zdc} build ${manifest} -o ${output}")
  with_artefacts "${manifest}" "${output}" >"${work}/all.yml"
  both=$(median "${bare} ${work}/all.yml")
  row "${name}: bare parse" "$(printf %.2f "${reference}")" 1.0 "" ""
  row "${name}: bare parse with artefacts" "$(printf %.2f "${both}")" \
    "$(ratio "${both}" "${reference}")" 1.0 ""
  row "${name}: zdc check" "$(printf %.2f "${check}")" "$(ratio "${check}" "${reference}")" "" ""
  row "${name}: zdc build, warm" "$(printf %.2f "${build}")" "$(ratio "${build}" "${reference}")" \
    "$(ratio "${build}" "${both}")" \
    "$(ratio "$(peak "${zdc}" build "${manifest}" -o "${output}")" "$(du -sb "${output}" | cut -f1)")"
  last_build=${build}
}

row "" ms "× parse" "× with YAML" "× output"
row "/bin/true" "$(printf %.2f "$(median /bin/true)")" "" "" ""
row "zdc --version" "$(printf %.2f "$(median "${zdc} --version")")" "" "" ""
measure example "${root}/manifests/brain-tumor.yml" "${root}/out/brain-tumor"
declare -A builds
for count in 100 1000 10000; do
  "${here}/large-manifest.sh" "${count}" >"${work}/${count}.yml"
  ((count < 10000)) || runs=3
  measure "${count} services" "${work}/${count}.yml" "${work}/out-${count}"
  builds[${count}]=${last_build}
done
printf '\na warm build of 10,000 services takes %s times that of 1,000\n' \
  "$(ratio "${builds[10000]}" "${builds[1000]}")"
