# The state folder. Links change by rename, so whatever reads one at any instant finds the old or
# the new. gateway/N is made once and never changed; `live` names the colour that serves.
linked() { readlink "$STATE/gateway/$1" || true; }
relink() { act state link "$STATE/gateway" "$1" "$2"; }
state() { sh nginx/gateway.sh "$@" 9>&-; }

next_serial() {
  local entry last=0
  for entry in "$STATE"/gateway/* "$STATE"/record/*; do
    entry=${entry##*/} entry=${entry%%.*}
    if [[ $entry =~ ^[0-9]+$ ]] && ((entry > last)); then last=$entry; fi
  done
  echo $((last + 1))
}

prepare_folder() {
  local file
  dry "copy configuration, static files and certificate to $STATE/gateway/$SERIAL" && return
  state prepare "$STATE" "$SERIAL" "$COLOUR" nginx "$STATIC"
  for file in "${FILES[@]}"; do
    state keep "${file#*=}" "$STATE/files/${file%%=*}"
  done
}

refresh_certificates() { # refresh_certificates SERIAL
  [[ -n $CERTIFICATES ]] || return 0
  check_certificates
  act state certificates "$STATE" "$1" "$CERTIFICATES" "${SERVER_NAMES[@]}"
}

# check_conf FOLDER…: nginx's own verdict, from the nginx that will read them. A gateway that sees
# other bytes than those that were written here would reload something else.
check_conf() {
  local seen where=(inside)
  dry "test with nginx -t: $*" && return
  if [[ -z $(docker ps --quiet "${OURS[@]}" --filter label=zdc.role=gateway) ]] ||
    within "$GATEWAY" "${REPLACE[@]}"; then
    where=(compose run --rm --no-deps -T --entrypoint sh "$GATEWAY" /etc/zdc/gateway.sh)
  fi
  seen=$("${where[@]}" check "$@" </dev/null) || die "nginx refuses a configuration in $STATE/gateway: $*"
  [[ $seen == "$(state sums "$STATE/gateway" "$@")" ]] ||
    die "the gateway does not see $STATE/gateway: was it started with another ZDC_STATE?"
}

# What a colour runs, for `rollback` and `up`: read by `source`. It holds values of secrets, so only
# its owner may read it. record/N.new until the deployment is over, then record/N.
declare -A VARIABLES=() IMAGE_IDS=() IMAGE_NAMES=()
write_record() (
  dry "write the record $SERIAL" && return
  umask 077
  cp "$COMPOSE_FILE" "$STATE/record/$SERIAL.yml"
  {
    printf 'COLOUR=%q REPLACES=%q TAG=%q ' "$COLOUR" "$REPLACES" "$(current_tag)"
    printf 'CONFIRM_HOST=%q\n' "$CONFIRM_HOST"
    for name in WEB WORKERS SINGLETONS BACKING REHEARSE_URLS CONFIRM_URLS; do
      declare -n words=$name
      printf '%s=(%s)\n' "$name" "${words[*]@Q}"
    done
    for name in "${REQUIRED[@]}" "${OPTIONAL[@]}" "${SECRET_VARIABLES[@]}"; do
      if [[ -v ZDC_VALUES[$name] ]]; then printf 'VARIABLES[%s]=%q\n' "$name" "${ZDC_VALUES[$name]}"; fi
    done
  } >"$STATE/record/.new"
  mv -f "$STATE/record/.new" "$STATE/record/$SERIAL.new"
)
current_tag() { if [[ -n $TAG_VARIABLE ]]; then printf %s "${ZDC_VALUES[$TAG_VARIABLE]-}"; fi; }

# tell_rotated: a new value of a secret reaches what this deployment starts, and nothing else
tell_rotated() {
  local name old
  [[ -n $OLD && -e $STATE/record/$ACTIVE_SERIAL ]] || return 0
  for name in "${SECRET_VARIABLES[@]}"; do
    # shellcheck disable=SC1090 # written by write_record
    old=$(source "$STATE/record/$ACTIVE_SERIAL" && printf %s. "${VARIABLES[$name]-}")
    [[ ${old%.} == "${ZDC_VALUES[$name]-}" ]] ||
      say "  $name has a new value: $COLOUR gets it, $OLD and backing services keep theirs (one is made again by --backing NAME)"
  done
}

# build_labelled: with the label by which remove_images finds what was built here for this project
build_labelled() {
  local service COMPOSE=("${COMPOSE[@]}" -f "$STATE/record/labels.yml")
  dry "write labels.yml" || {
    echo 'services:'
    for service in "${BUILDS[@]}"; do echo "  $service-$COLOUR: {build: {labels: {zdc.image: '$PROJECT'}}}"; done
  } >"$STATE/record/labels.yml"
  act compose build "${BUILDS[@]/%/-$COLOUR}" >&2
}

# images_of FILTER…: FOUND has a line `SERVICE ID NAME` for each container
FOUND=''
images_of() {
  FOUND=''
  list "$@" || return
  ((${#IDS[@]} == 0)) || FOUND=$(docker inspect --format '{{index .Config.Labels "zdc.service"}} {{.Image}} {{.Config.Image}}' "${IDS[@]}")
}

# record_images ROLE: known once the containers exist; a tag keeps an image from being pruned
record_images() {
  local service image name
  [[ $COMMAND == deploy ]] && ! dry "record the images of each $1" || return 0
  images_of "colour=$COLOUR" "role=$1"
  while read -r service image name; do
    printf 'IMAGE_IDS[%s]=%q IMAGE_NAMES[%s]=%q\n' "$service" "$image" "$service" "$name" >>"$STATE/record/$SERIAL.new"
    docker tag "$image" "$PROJECT/$service:zdc-$COLOUR"
  done < <(printf %s "${FOUND:+$FOUND$'\n'}")
}

# recall_…: what the sourced record says, for containers that have to be made again
recall_variables() {
  local name
  ((${#VARIABLES[@]})) || return 0 # started by plain `docker compose up`: nothing was recorded
  for name in "${REQUIRED[@]}" "${OPTIONAL[@]}" "${SECRET_VARIABLES[@]}"; do unset "ZDC_VALUES[$name]"; done
  for name in "${!VARIABLES[@]}"; do ZDC_VALUES["$name"]=${VARIABLES[$name]}; done
}
recall_images() { # recall_images SERVICE…: a tag may have moved since: the id decides
  local service
  [[ -e $STATE/record/$SERIAL.yml ]] || die "$COLOUR has no record: its containers cannot be made again"
  for service in "$@"; do find_image "$service"; done
  COMPOSE=(-f "$STATE/record/$SERIAL.yml" -f "$STATE/record/images.yml")
  {
    echo 'services:'
    for service in "${!IMAGE_IDS[@]}"; do echo "  $service-$COLOUR: {image: '${IMAGE_IDS[$service]}'}"; done
  } >"$STATE/record/images.yml"
}

# find_image SERVICE: one that was pruned is pulled by its name, if that is still the same image
find_image() {
  local id=${IMAGE_IDS[$1]-} name=${IMAGE_NAMES[$1]-}
  [[ -n $id ]] && ! docker image inspect --format x "$id" >/dev/null 2>&1 || return 0
  say "  the image of $1 is not on this host any more${name:+; looking for $name}"
  [[ -z $name ]] || dry "pull $name" || docker pull --quiet "$name" >/dev/null || true
  dry "see that it is $id" || docker image inspect --format x "$id" >/dev/null 2>&1 ||
    die "the image that $1 of $COLOUR ran, ${name:-without a recorded name}, is gone ($id): load it, or deploy that version again"
}

# drop SERIAL COLOUR REPLACES: what an unfinished deployment started, and nothing else
drop() {
  each rm "colour=$2"
  if [[ $(linked "$2") == "$1" && -n $3 ]]; then
    relink "$2" "$3"
    reload || true # nginx forgets the dropped version's addresses; without a gateway there is nothing to forget
  fi
  act rm -rf "$STATE/record/$1.new" "$STATE/record/$1.yml"
}

# settle: what an unfinished deployment put live is taken over; the rest of it is dropped
settle() {
  local file serial colour replaces
  for file in "$STATE"/record/*.new; do
    [[ -e $file ]] || continue
    serial=${file##*/} serial=${serial%.new}
    # shellcheck disable=SC1090 # written by write_record
    read -r colour replaces < <(source "$file" && echo "$COLOUR $REPLACES")
    say "  deployment $serial ($colour) was not finished"
    if [[ $colour == "$ACTIVE" ]]; then
      relink "$colour" "$serial"
      act mv -f "$file" "${file%.new}"
    else
      drop "$serial" "$colour" "$replaces"
    fi
  done
}

# close_books: the deployment is over; folders and records that no colour uses any more go
close_books() {
  local entry used
  dry "close the record $SERIAL" && return
  if [[ -e $STATE/record/$SERIAL.new ]]; then mv -f "$STATE/record/$SERIAL.new" "$STATE/record/$SERIAL"; fi
  used=("$(linked blue)" "$(linked green)" "$(linked tls)")
  for entry in "$STATE"/gateway/[0-9]* "$STATE"/record/[0-9]* "$STATE"/gateway/tls.*; do
    entry=${entry##*/}
    within "$entry" "${used[@]}" || within "${entry%%.*}" "${used[@]}" || rm -rf "$STATE/gateway/$entry" "$STATE/record/$entry"
  done
  printf '%(%F %T)T %s %s %s\n' -1 "$COMMAND" "$COLOUR" "$(current_tag)" >>"$STATE/history"
}
