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
