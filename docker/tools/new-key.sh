#!/usr/bin/env bash
# Writes a key of a service that passes through to its container: into the language, the model, the
# plan, the files of Compose and Swarm, the table of what targets support, and its property.
# What is marked TODO is left to write.
#
# usage: new-key.sh NAME DOCKER [FORM] [ON] [SOURCES]
#   NAME    as the manifest has it: cgroupParent
#   DOCKER  as Compose has it: cgroup_parent
#   FORM    text, integer or boolean; text where it is empty
#   ON      docker: Compose and Swarm have it; compose: `docker stack deploy` has it not.
#           docker where it is empty
set -euo pipefail
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
name=${1-} docker=${2-} form=${3:-text} on=${4:-docker} sources=${5-$root/Sources}

fail() {
  echo "new-key: $*" >&2
  exit 64
}
[[ $name =~ ^[a-z][A-Za-z0-9]*$ ]] || fail "NAME is as workingDir is, not '$name'"
[[ $docker =~ ^[a-z][a-z0-9_]*$ ]] || fail "DOCKER is as working_dir is, not '$docker'"
case $form in
  text) type=String shape=plain tree=compose compared='' default='' ;;
  integer) type=Int shape='.integer(0...9_007_199_254_740_991)' tree=integer compared='.plain, ' default='' ;;
  boolean) type=Bool shape=.boolean tree=boolean compared='.plain, ' default=" default: \"\`false\`\"," ;;
  *) fail "FORM is text, integer or boolean, not '$form'" ;;
esac
case $on in
  docker) swarm=.native ;;
  compose) swarm='.unsupported("TODO: what to do instead under Swarm")' ;;
  *) fail "ON is docker or compose, not '$on'" ;;
esac
! grep -rq "KeyShape(\"$name\"" "$sources/ManifestModel/Language" || fail "there is a key '$name'"

# Each stands beside its neighbour, 'workingDir', which passes through in the same way. Its place is
# '.among': a manifest that has no such key may write it by a patch, as it had to so far.
places=(
  "ManifestModel/Language/Language+Service.swift|    KeyShape(\"workingDir\"|    KeyShape(\"$name\", $shape,$default \"TODO: what it is, in one sentence.\"),"
  "ManifestModel/Model/Service.swift|  package let workingDir:|  package let $name: Located<$type>?"
  "ManifestModel/Support/SupportTable+Services.swift|    all(\"workingDir\"|    (\"$name\", (.native, $swarm, .unsupported(\"TODO: what to do instead on Kubernetes\"))),"
  "Planning/Plan/ContainerOptions.swift|  package let workingDir:|  package let $name: Traced<$type>?"
  "Planning/Resolving/TargetPlanner+Container.swift|      workingDir:|      $name: $on?.$name.map(Traced.init),"
  "Backends/Shared/DockerService.swift|    entry(\"working_dir\"|    entry(\"$docker\", options.$name.map { YAMLTree.$tree(\$0) })"
  "Properties/Rows/Options.swift|    Property(\"workingDir\"|    Property(\"$name\", $compared$on: .among(\"$docker\")) { service, _ in .one(service.options.$name) },"
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
printf '%s\n' "${text/workingDir: keys.text(/"$name: keys.$form(\"$name\"), "workingDir: keys.text(}" >"$sources/$decoding"
echo "Sources/$decoding"
for place in "${places[@]}" "$decoding|"; do
  swift format --in-place --configuration "$root/.swift-format" "$sources/${place%%|*}"
done

if grep -q "\"$docker\"\|\"$name\"" "$sources/ManifestModel/Language/Language+ForeignNames.swift"; then
  echo "Language+ForeignNames.swift says what to write instead of it: take that away."
fi
cat <<TEXT
What is marked TODO is left to write (grep -rn TODO Sources): its meaning, and what to do instead
where a target has it not; beside its meaning, a narrower form than any text or number. Where Kubernetes has it: .native,
'service' for '$on?' in the plan, an entry in Backends/Kubernetes, and its place in the property.
Then, as CONTRIBUTING.md says from its third step on: a value for it in KeySupportTests, in
WholeManifest.swift and in manifests/shop.yml, the pages, out/, and its lines in docs/compose.md and
CHANGELOG.md.
TEXT
