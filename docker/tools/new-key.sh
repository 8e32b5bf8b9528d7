#!/usr/bin/env bash
# Writes a key of a service that passes through to its container as text: into the language, the
# model, the plan, Compose's and Swarm's files, the table of what targets support, and its property.
# What is marked TODO is left to write.
#
# usage: new-key.sh NAME DOCKER [SOURCES]
#   NAME    as the manifest has it: cgroupParent
#   DOCKER  as Compose has it: cgroup_parent
set -euo pipefail
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
name=${1-} docker=${2-} sources=${3-$root/Sources}

fail() {
  echo "new-key: $*" >&2
  exit 64
}
[[ $name =~ ^[a-z][A-Za-z0-9]*$ ]] || fail "NAME is as workingDir is, not '$name'"
[[ $docker =~ ^[a-z][a-z0-9_]*$ ]] || fail "DOCKER is as working_dir is, not '$docker'"
! grep -rq "KeyShape(\"$name\"" "$sources/ManifestModel/Language" || fail "there is a key '$name'"

# Each stands beside its neighbour, 'workingDir', which passes through in the same way.
places=(
  "ManifestModel/Language/Language+Service.swift|    KeyShape(\"workingDir\"|    KeyShape(\"$name\", plain, \"TODO: what it is, in one sentence.\"),"
  "ManifestModel/Model/Service.swift|  package let workingDir:|  package let $name: Located<String>?"
  "ManifestModel/Support/SupportTable+Services.swift|    all(\"workingDir\"|    (\"$name\", (.native, .native, .unsupported(\"TODO: why, and what to do instead\"))),"
  "Planning/Plan/ContainerOptions.swift|  package let workingDir:|  package let $name: Traced<String>?"
  "Planning/Resolving/TargetPlanner+Container.swift|      workingDir:|      $name: service.$name.map(Traced.init),"
  "Backends/Shared/DockerService.swift|    entry(\"working_dir\"|    entry(\"$docker\", options.$name.map { YAMLTree.compose(\$0) })"
  "Properties/Rows/Options.swift|    Property(\"workingDir\"|    Property(\"$name\", docker: \"$docker\") { service, _ in .one(service.options.$name) },"
)
decoding=ManifestModel/Decoding/Service+Decoding.swift
for place in "${places[@]}" "$decoding|workingDir: keys.text("; do
  IFS='|' read -r file before _ <<<"$place"
  [[ $(grep -cF -- "$before" "$sources/$file") == 1 ]] || fail "$file has not one '$before' to write it beside"
done

for place in "${places[@]}"; do
  IFS='|' read -r file before line <<<"$place"
  text=$(<"$sources/$file")
  printf '%s\n' "${text/"$before"/"$line"$'\n'"$before"}" >"$sources/$file"
  echo "Sources/$file"
done
text=$(<"$sources/$decoding")
printf '%s\n' "${text/workingDir: keys.text(/"$name: keys.text(\"$name\"), "workingDir: keys.text(}" >"$sources/$decoding"
echo "Sources/$decoding"
for place in "${places[@]}" "$decoding|"; do
  swift format --in-place --configuration "$root/.swift-format" "$sources/${place%%|*}"
done

if grep -q "\"$docker\"\|\"$name\"" "$sources/ManifestModel/Language/Language+ForeignNames.swift"; then
  echo "Language+ForeignNames.swift says what to write instead of it: take that away."
fi
cat <<TEXT
What is marked TODO is left to write: its meaning, its form where it is not any text, and what
Kubernetes makes of it (an entry in Backends/Kubernetes, and its place in the property).
Then: Tests/TestSupport/WholeManifest.swift and manifests/shop.yml write the key
      make out, and read the diff
      RECORD_GOLDENS=1 swift test --filter DocumentationTests
      one line under Unreleased in CHANGELOG.md
TEXT
