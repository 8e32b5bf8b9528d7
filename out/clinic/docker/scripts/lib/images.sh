#!/usr/bin/env bash
# Made by zdc from ../../manifests/clinic.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/clinic.yml
# Rule ZDC206 = off: a migration adds first and removes a version later
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

# expand TEXT: REPLY gets it with deploy-time variables filled in and `$$` made a dollar.
expand() {
  local text=$1 name value form="^([^\$]*)\\\$(\\\$|\{([A-Za-z_][A-Za-z0-9_]*)(:?[-+]([^}]*))?\})"
  REPLY=''
  while [[ $text =~ $form ]]; do
    text=${text:${#BASH_REMATCH[0]}} name=${BASH_REMATCH[3]} value=\$
    if [[ -n $name ]]; then value=${ZDC_VALUES[$name]-}; fi
    if [[ -n $value || (${BASH_REMATCH[4]} != :* && -v ZDC_VALUES[$name]) ]]; then
      if [[ ${BASH_REMATCH[4]} == ?(:)+* ]]; then value=${BASH_REMATCH[5]}; fi
    elif [[ ${BASH_REMATCH[4]} == ?(:)-* ]]; then
      value=${BASH_REMATCH[5]}
    fi
    REPLY+=${BASH_REMATCH[1]}$value
  done
  REPLY+=$text
}

# The gateway's image changes with its static files, not with every version.
choose_gateway_tag() {
  local tag
  if [[ -z $GATEWAY_CONTEXT ]] || { ((BUILD == 0)) && [[ -n ${ZDC_VALUES[GATEWAY_TAG]-} ]]; }; then return; fi
  tag=$({ cat nginx/Dockerfile && tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
    -C "$GATEWAY_CONTEXT" -cf - .; } | sha256sum)
  ZDC_VALUES[GATEWAY_TAG]=${tag:0:12}
}

# each_build FUNCTION: it gets the name of an image, `push` or `keep`, and the words for `docker build`,
# as BUILDS holds them for each, and `;`.
each_build() {
  local word words=()
  for word in "${BUILDS[@]}"; do
    if [[ $word != ';' ]]; then
      expand "$word" && words+=("$REPLY")
      continue
    fi
    "$1" "${words[@]}"
    words=()
  done
}
build_images() { each_build build_image; }
build_image() { # build_image NAME push|keep WORD…
  act docker build --label "zdc.image=$PROJECT" --tag "$1" "${@:3}" >&2
  if [[ $2 == push ]]; then act docker push --quiet "$1" >&2; fi
}

# remove_images LABEL NEEDED: of the images with that label, those that are older than one of their name
# in NEEDED, which tells what runs and what a rollback needs; KEEP_IMAGES of each name stay. Nothing is
# forced: what a container uses stays too.
remove_images() {
  local id name tag found seen=' ' older
  local -A count=()
  found=$(docker image ls --no-trunc --filter "label=$1" --format '{{.ID}} {{.Repository}} {{.Tag}}') || return 0
  while read -r id name tag; do # the newest first
    if [[ $2 =~ (^|[^A-Za-z0-9._/-])("$id"|"$name:$tag")($|[^A-Za-z0-9._-]) ]]; then
      seen+="$name <none> "
    elif [[ $seen == *" $name "* ]]; then
      older=$((${count[$name]-0} + 1))
      count[$name]=$older
      [[ $name == "<none>" ]] || ((older > KEEP_IMAGES)) || continue
      if [[ $name != "<none>" ]]; then id=$name:$tag; fi
      act docker image rm "$id" >/dev/null 2>&1 || true
    fi
  done < <(printf %s "${found:+$found$'\n'}")
}

# The wrapper stands before the whole command, and an engine that is given an entrypoint drops what the
# image says. So the image's words are handed over where the manifest does not name its own, quoted for
# the wrapper's shell, which it needs.
check_wrapped() {
  local name image words each='{{"\x27"}}{{join (split . "\x27") "\x27\\\x27\x27"}}{{"\x27"}} {{end}}'
  for name in "${WRAPPED[@]}"; do
    expand "${IMAGES[$name]}" && image=$REPLY
    if dry "look at the ENTRYPOINT and the shell of $image"; then continue; fi
    docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >&2
    docker run --rm --network none --entrypoint /bin/sh "$image" -c 'command -v cat && command -v sleep' >/dev/null ||
      die "the wrapper of service $name needs a shell, cat and sleep in $image (docs/manifest.md, 'An image without a shell')"
    within "$name" "${OF_IMAGE[@]}" || continue
    words=$(docker image inspect --format "{{range .Config.Entrypoint}}$each" "$image")
    if within "$name" "${CMD_OF_IMAGE[@]}"; then
      words+=$(docker image inspect --format "{{range .Config.Cmd}}$each" "$image")
      [[ -n $words ]] || die "$image has neither ENTRYPOINT nor CMD: give service $name a 'command'"
    fi
    ZDC_VALUES[$(own_variable IMAGE "$name")]=$words
  done
}

# A port is asked from inside, by what the image has for it.
check_images() {
  local name
  check_wrapped
  for name in "${ASKED[@]}"; do
    expand "${IMAGES[$name]}"
    if dry "look for nc, bash or python3 in $REPLY"; then continue; fi
    docker run --rm --network none --entrypoint /bin/sh "$REPLY" -c 'command -v nc || command -v bash || command -v python3' >/dev/null ||
      die "the health check of service $name, tcp, needs a shell and nc, bash or python3 in $REPLY"
  done
}
