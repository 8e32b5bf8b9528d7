# A tag may be pushed again, and a Deployment whose text is the same rolls nothing out. So the images of
# services are named by their digests too: what was pushed just now, and what others pushed before. That
# runs, and a rollback gets what ran. Backing services, and a gateway that is not built, keep their tags:
# they change when the manifest does.
pin_image() { # pin_image NAME push|keep
  local name=$1 digest
  if [[ $2 != push ]] || dry "name $1 by its digest"; then return; fi
  if [[ ${name##*/} == *:* ]]; then name=${name%:*}; fi
  digest=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$1" |
    sed -n "s|^$name@||p" | tail -n 1)
  [[ -n $digest ]] || die "$1 was pushed and has no digest"
  name_digest "$1" "$digest"
}
declare -A BUILT=()
note_build() { BUILT[$1]=$2; } # NAME push|keep
pin_others() {
  local name digest unknown=''
  each_build note_build
  for name in $(images); do
    if [[ $name == *@* || ${BUILT[$name]-} == keep ]]; then continue; fi
    if ((BUILD)) && [[ -n ${BUILT[$name]-} ]]; then continue; fi # it is pushed in a moment
    digest=$(timeout 20 docker buildx imagetools inspect "$name" 2>/dev/null | sed -n 's/^Digest: *//p') || digest=''
    if [[ $digest == sha256:* ]]; then name_digest "$name" "${digest%%$'\n'*}"; else unknown+=" $name"; fi
  done
  [[ -z $unknown ]] ||
    warn "docker finds no digest of these, so that what was pushed again under the same tag is not rolled out:$unknown"
}
# In a rendering the labels of an object stand before what it says of images, and a ConfigMap's text
# before its labels.
# shellcheck disable=SC2016
OF_SERVICES='/^---/ { part = "" }
  part == "" && $1 == "app.kubernetes.io/component:" { part = $2 }
  function named() { return NF > 1 && $(NF - 1) == "image:" && index(parts, " " part " ") }
'
images() {
  awk -v parts=' web worker singleton job release ' "$OF_SERVICES"'named() { print $NF }' "$RENDERED" | sort -u
}
name_digest() { # NAME DIGEST
  awk -v parts=' web worker singleton job release gateway confirm ' -v name="$1" -v digest="@$2" \
    "$OF_SERVICES"'named() && $NF == name { $0 = $0 digest } { print }' "$RENDERED" >"$RENDERED.pinned"
  mv -f -- "$RENDERED.pinned" "$RENDERED"
}
