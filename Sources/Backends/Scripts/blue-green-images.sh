# build_labelled: with the label by which remove_images finds what was built here for this project
build_labelled() {
  local service COMPOSE=("${COMPOSE[@]}" -f "$STATE/record/labels.yml")
  dry "write labels.yml" || {
    echo 'services:'
    for service in "${BUILDS[@]}"; do echo "  $service-$COLOUR: {build: {labels: {zdc.image: '$PROJECT'}}}"; done
  } >"$STATE/record/labels.yml"
  act compose build "${BUILDS[@]/%/-$COLOUR}" >&2
}

# pull_missing SERVICE…: what is new on the host then came from a registry, which can give it again.
# A digest does not tell: an engine with containerd's store gives one to what was built here, too.
pull_missing() {
  local before after status=0
  before=$(docker image ls --no-trunc --format '{{.ID}}' | sort -u)
  act compose pull --quiet --policy missing "$@" >&2 || status=$?
  if ! dry "note in $STATE/pulled what is new"; then
    after=$(docker image ls --no-trunc --format '{{.ID}}' | sort -u)
    trust "$STATE/pulled"
    {
      comm -13 <(echo "$before") <(echo "$after")
      [[ ! -f $STATE/pulled ]] || comm -12 <(sort -u "$STATE/pulled") <(echo "$after")
    } >"$STATE/pulled.new"
    mv -f "$STATE/pulled.new" "$STATE/pulled"
  fi
  return "$status"
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
    {
      record_line IMAGE_IDS "$service=$image"
      record_line IMAGE_NAMES "$service=$name"
    } >>"$STATE/record/$SERIAL.new"
    docker tag "$image" "$PROJECT/$service:zdc-$COLOUR"
  done < <(printf %s "${FOUND:+$FOUND$'\n'}")
}

recall_images() { # recall_images SERVICE…: a tag may have moved since: the id decides
  local service
  [[ -e $STATE/record/$SERIAL.yml ]] || die "$COLOUR has no record: its containers cannot be made again"
  trust "$STATE/record/$SERIAL.yml"
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

# clear_images: of the versions before, but what serves and what a rollback needs
clear_images() {
  local needed
  needed=$(cat "$STATE"/record/[0-9]* 2>/dev/null)
  remove_images "zdc.image=$PROJECT" "$needed"
  remove_replaced "$needed"
}

# A label can't be put on an image that was pulled: what an earlier deployment ran stands in a list.
note_images() { # note_images RECORD: it goes
  local line id=''
  [[ -f $1 ]] || return 0
  while IFS= read -r line; do
    case $line in
      IMAGE_IDS=*) id=${line##*=} ;;
      IMAGE_NAMES=*) printf '%s %s\n' "$id" "${line##*=}" ;;
    esac
  done <"$1" >>"$STATE/images" || warn "$STATE/images can't be written"
}
# remove_replaced NEEDED: of those, what nothing in NEEDED names, but KEEP_IMAGES of each name. One that
# a container uses stays, and is asked for again after the next deployment; one that no deployment
# pulled stays for good, since it may be that nobody can give it again.
remove_replaced() {
  local id name tags pulled images=() kept=()
  local -A count=()
  [[ -f $STATE/images && -f $STATE/pulled ]] || return 0
  dry "remove images that earlier deployments pulled" && return
  trust "$STATE/images" "$STATE/pulled"
  pulled=$(<"$STATE/pulled")
  mapfile -t images < <(tac "$STATE/images" | awk '!seen[$0]++') # the newest first
  for name in "${images[@]}"; do
    id=${name%% *} name=${name#* }
    [[ $'\n'$pulled$'\n' == *$'\n'"$id"$'\n'* ]] || continue
    tags=$(docker image inspect --format '{{json .RepoTags}}' "$id" 2>/dev/null) || continue # it is gone
    if [[ $1 != *"=$id"* ]]; then
      count[${name%:*}]=$((${count[${name%:*}]-0} + 1))
      if ((${count[${name%:*}]} > KEEP_IMAGES)); then
        if [[ $tags == null || $tags == '[]' ]]; then # its tag names another by now
          name=$id
        elif [[ $(docker image inspect --format '{{.Id}}' "$name" 2>/dev/null) != "$id" ]]; then
          continue # what names it is not of this project
        fi
        ! docker image rm "$name" >/dev/null 2>&1 || continue
      fi
    fi
    kept=("$id $name" "${kept[@]}")
  done
  { ((${#kept[@]} == 0)) || printf '%s\n' "${kept[@]}"; } >"$STATE/images.new"
  mv -f "$STATE/images.new" "$STATE/images"
}
