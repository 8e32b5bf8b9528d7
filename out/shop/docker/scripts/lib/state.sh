#!/usr/bin/env bash
# Made by zdc from ../../manifests/shop.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/shop.yml
# Rule ZDC206 = off until 2027-12-31: migrations add first and remove a release later
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

# The state folder. Links change by rename, so whatever reads one at any instant finds the old or
# the new. gateway/N is made once and never changed; `live` names the colour whose conf a gateway that
# starts reads. Which colour it then serves, it looks up for each request: `conf.SUM`, SUM being that of
# the conf, leads to serves.N.COLOUR.
linked() { readlink "$STATE/gateway/$1" || true; }
relink() { act state link "$STATE/gateway" "$1" "$2"; }
conf_of() { # conf_of NAME: the conf's link; of an older version there is none
  local sum
  sum=$(sed -n "s/^'' \([0-9a-f]*\);\$/\1/p" "$STATE/gateway/$1/state/conf.map" 2>/dev/null) || true
  printf %s "${sum:+conf.$sum}"
}
# switch_to COLOUR: where nginx has read that colour's conf, this is the switch; else the reload after it
switch_to() {
  local conf
  conf=$(conf_of "$1")
  [[ -z $conf ]] || act state turn "$STATE/gateway" "$conf" "$(linked "$1")" "$1"
  relink live "$1"
}
is_whole() { [[ -n $1 && -e $STATE/gateway/$1/nginx.conf ]]; }

# trust PATH…: a state that somebody else may write could say anything, for example what to start
trust() {
  local path owner mode
  for path in "$@"; do
    [[ -e $path ]] || continue
    read -r owner mode < <(stat -L -c '%u %a' "$path")
    ((owner == 0 || owner == EUID)) || die "$path belongs to user $owner: run this as that user, or: chown -R $EUID $path"
    (((8#$mode & 2) == 0)) || die "everybody may write $path: chmod o-w it, if what is in it is yours"
  done
}

# mend: links and folders that are lost are made again, by what runs and what is left. Where nothing
# of the project is here, there is nothing to mend.
mend() {
  local colour serial conf
  list "colour=$ACTIVE" role=web
  [[ ${#IDS[@]} -gt 0 || -n $SERVING$(linked live) ]] || return 0
  for colour in "$ACTIVE" "$(other "$ACTIVE")"; do
    serial=$(linked "$colour")
    # What nginx serves is known; another colour has its newest folder.
    if [[ $colour == "$ACTIVE" && -n $SERVING ]]; then serial=$ACTIVE_SERIAL; fi
    is_whole "$serial" || serial=$(newest_of "$colour" "$serial")
    is_whole "$serial" || remake "$colour" "$serial"
    [[ $(linked "$colour") == "$serial" ]] || relink "$colour" "$serial"
  done
  conf=$(conf_of "$ACTIVE")
  [[ $(linked live) == "$ACTIVE" && (-z $conf || $(linked "$conf") == "serves.$(linked "$ACTIVE").$ACTIVE") ]] || switch_to "$ACTIVE"
  if [[ -n $CERTIFICATES && ! -e $STATE/gateway/tls/tls.crt ]]; then refresh_certificates "$(next_serial)"; fi
  ACTIVE_SERIAL=$(linked "$ACTIVE")
}
# newest_of COLOUR SERIAL: the newest whole folder of that colour, else SERIAL, else a new number
newest_of() {
  local map found=0 text
  for map in "$STATE"/gateway/[0-9]*/state/colour.map; do
    [[ -e $map ]] && read -r _ text <"$map" && [[ $text == "$1;" ]] || continue
    map=${map%/state/*} map=${map##*/}
    ! is_whole "$map" || ((map <= found)) || found=$map
  done
  if ((found)); then echo "$found"; elif [[ $2 =~ ^[0-9]+$ ]]; then echo "$2"; else next_serial; fi
}
remake() { # remake COLOUR SERIAL
  warn "the folder of $1 is lost, $STATE/gateway/$2: it is made again of this checkout's files"
  COLOUR=$1 SERIAL=$2 prepare_folder
}
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

# What a colour runs, for `rollback` and `up`: `NAME=VALUE` a line, with `\n` and `\\` in a value. It
# holds values of secrets, so only its owner may read it. record/N.new until the deployment is over,
# then record/N.
declare -A VARIABLES=() FILE_SUMS=() IMAGE_IDS=() IMAGE_NAMES=() RECORDED=()
RECORD_LINE='^((COLOUR|REPLACES|TAG|CONFIRM_HOST|(REHEARSE|CONFIRM)_URLS)=.*|(WEB|WORKERS|SINGLETONS|BACKING)=[A-Za-z0-9._-]+|VARIABLES=[A-Za-z_][A-Za-z0-9_]*=.*|FILE_SUMS=[0-9a-f]{64} .*|IMAGE_(IDS|NAMES)=[A-Za-z0-9._-]+=[A-Za-z0-9._/:@-]+)$'
record_line() { # record_line NAME VALUE
  local value=${2//\\/\\\\}
  printf '%s=%s\n' "$1" "${value//$'\n'/\\n}"
}
write_record() (
  dry "write the record $SERIAL" && return
  umask 077
  cp "$COMPOSE_FILE" "$STATE/record/$SERIAL.yml"
  {
    record_line COLOUR "$COLOUR"
    record_line REPLACES "$REPLACES"
    record_line TAG "$(current_tag)"
    record_line CONFIRM_HOST "$CONFIRM_HOST"
    for name in WEB WORKERS SINGLETONS BACKING REHEARSE_URLS CONFIRM_URLS; do
      declare -n words=$name
      for word in "${words[@]}"; do record_line "$name" "$word"; done
    done
    for name in "${REQUIRED[@]}" "${OPTIONAL[@]}" "${SECRET_VARIABLES[@]}"; do
      if [[ -v ZDC_VALUES[$name] ]]; then record_line VARIABLES "$name=${ZDC_VALUES[$name]}"; fi
    done
    for name in "${OF_IMAGE[@]}"; do
      name=$(own_variable IMAGE "$name")
      record_line VARIABLES "$name=${ZDC_VALUES[$name]-}"
    done
    for name in "${SECRET_FILES[@]}" "${OPTIONAL_FILES[@]}"; do
      [[ ! -e $name ]] || record_line FILE_SUMS "$(sum_of "$name") $name"
    done
  } >"$STATE/record/.new"
  mv -f "$STATE/record/.new" "$STATE/record/$SERIAL.new"
)
# is_record SERIAL: there is one, whole, that nobody else may have written
is_record() {
  local line file=$STATE/record/$1
  [[ -n $1 && -f $file ]] || return 1
  trust "$file"
  while IFS= read -r line; do
    [[ $line =~ $RECORD_LINE ]] || return 1
  done <"$file"
}
# read_record SERIAL: nothing of it is run
read_record() {
  local line name value
  trust "$STATE/record/$1"
  WEB=() WORKERS=() SINGLETONS=() BACKING=() REHEARSE_URLS=() CONFIRM_URLS=()
  while IFS= read -r line; do
    name=${line%%=*}
    printf -v value %b "${line#*=}"
    case $name in
      FILE_SUMS) FILE_SUMS[${value#* }]=${value%% *} ;;
      VARIABLES) VARIABLES[${value%%=*}]=${value#*=} ;;
      IMAGE_IDS) IMAGE_IDS[${value%%=*}]=${value#*=} ;;
      IMAGE_NAMES) IMAGE_NAMES[${value%%=*}]=${value#*=} ;;
      WEB | WORKERS | SINGLETONS | BACKING | REHEARSE_URLS | CONFIRM_URLS)
        declare -n words=$name
        words+=("$value")
        ;;
      *) RECORDED[$name]=$value ;;
    esac
  done <"$STATE/record/$1"
  CONFIRM_HOST=${RECORDED[CONFIRM_HOST]-}
  [[ -z $TAG_VARIABLE ]] || ZDC_VALUES["$TAG_VARIABLE"]=${RECORDED[TAG]-}
}
current_tag() { if [[ -n $TAG_VARIABLE ]]; then printf %s "${ZDC_VALUES[$TAG_VARIABLE]-}"; fi; }

# tell_rotated: a new value of a secret reaches what this deployment starts, and nothing else
tell_rotated() {
  local name
  [[ -n $OLD ]] || return 0
  while read -r name; do
    say "  $name has a new value: $COLOUR starts with it, $OLD and backing services may still hold the old one (one is made again by --backing NAME)"
  done < <(rotated "$ACTIVE_SERIAL")
}
# rotated SERIAL: a line for each secret that has another value here than that deployment started with
rotated() (
  is_record "$1" || exit 0
  read_record "$1"
  for name in "${SECRET_VARIABLES[@]}"; do
    [[ ! -v ZDC_VALUES[$name] || ${VARIABLES[$name]-} == "${ZDC_VALUES[$name]}" ]] || printf '%s\n' "$name"
  done
  for name in "${SECRET_FILES[@]}" "${OPTIONAL_FILES[@]}"; do
    [[ -z ${FILE_SUMS[$name]-} || ! -r $name || ${FILE_SUMS[$name]} == "$(sum_of "$name")" ]] || printf '%s\n' "$name"
  done
)
sum_of() { # sum_of FILE
  local sum
  sum=$(sha256sum <"$1") && printf %s "${sum%% *}"
}

# recall_variables: what the record says, for containers that have to be made again
recall_variables() {
  local name
  ((${#VARIABLES[@]})) || return 0 # started by plain `docker compose up`: nothing was recorded
  for name in "${REQUIRED[@]}" "${OPTIONAL[@]}" "${SECRET_VARIABLES[@]}"; do unset "ZDC_VALUES[$name]"; done
  for name in "${!VARIABLES[@]}"; do ZDC_VALUES["$name"]=${VARIABLES[$name]}; done
}
# drop SERIAL COLOUR REPLACES: what an unfinished deployment started, and nothing else
drop() {
  each rm "colour=$2"
  if [[ $(linked "$2") == "$1" ]] && is_whole "$3"; then
    relink "$2" "$3"
    renew || true # nginx forgets the dropped version's addresses; without a gateway there is nothing to forget
  fi
  ((DRY_RUN)) || note_images "$STATE/record/$1.new"
  act rm -rf "$STATE/record/$1.new" "$STATE/record/$1.yml"
}

# settle: what an unfinished deployment put live is taken over; the rest of it is dropped
settle() {
  local file serial colour replaces text
  for file in "$STATE"/record/*.new; do
    [[ -e $file ]] || continue
    serial=${file##*/} serial=${serial%.new}
    if is_record "$serial.new"; then
      text=$(read_record "$serial.new" && echo "${RECORDED[COLOUR]} ${RECORDED[REPLACES]}")
      read -r colour replaces <<<"$text"
    else # it was being written
      act rm -f "$file"
      continue
    fi
    say "  deployment $serial ($colour) was not finished"
    if [[ $colour == "$ACTIVE" ]]; then
      relink "$colour" "$serial"
      switch_to "$colour"
      if [[ -n $SERVING ]] && renew; then wait_drained ''; fi
      act mv -f "$file" "${file%.new}"
    else
      drop "$serial" "$colour" "$replaces"
    fi
  done
}

# commit: the deployment holds. No undo comes after this, whatever fails.
commit() {
  dry "close the record $SERIAL" && return
  if [[ -e $STATE/record/$SERIAL.new ]]; then mv -f "$STATE/record/$SERIAL.new" "$STATE/record/$SERIAL"; fi
  BEGUN=() STANDS="$COLOUR serves and stays; the next run goes on from here"
  printf '%(%F %T)T %s %s %s\n' -1 "$COMMAND" "$COLOUR" "$(current_tag)" >>"$STATE/history" || warn "$STATE/history can't be written"
}

# clear_away: folders and records that no link leads to any more
clear_away() {
  local name entry used=("$SERIAL")
  dry "remove folders and records that no colour uses" && return
  for name in blue green tls; do
    entry=$(linked "$name")
    used+=("$entry")
  done
  for name in "$(conf_of blue)" "$(conf_of green)"; do used+=("$name" "$(linked "$name")"); done
  for entry in "$STATE"/gateway/[0-9]* "$STATE"/record/[0-9]* "$STATE"/gateway/{tls,conf,serves}.*; do
    entry=${entry##*/}
    if within "$entry" "${used[@]}" || within "${entry%%.*}" "${used[@]}"; then continue; fi
    note_images "$STATE/record/$entry"
    rm -rf "$STATE/gateway/$entry" "$STATE/record/$entry" || warn "$entry is left in $STATE"
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
