#!/usr/bin/env bash
# zdc가 ../../manifests/brain-tumor.yml에서 만든 파일입니다. 직접 고치지 마세요.
# 다시 만들기(RUNBOOK.md 옆에서): zdc build -o . ../../manifests/brain-tumor.yml
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

# Messages go to stderr, results to stdout.
say() { printf '%s\n' "$*" >&2; }
warn() { say "warning: $*"; }
die() {
  say "error: $*"
  exit 1
}
misuse() {
  say "error: $*; see --help"
  exit 64
}

# Descriptor 9 is the lock: a child that outlives a killed script must not hold it.
docker() { command docker "$@" 9>&-; }
pause() { command sleep "$1" 9>&-; }

# now: NOW gets seconds and TICKS hundredths of a clock that nobody sets. Bash's SECONDS and `date`
# follow one that is stepped.
now() {
  local up
  up=$(command cat /proc/uptime)
  up=${up%% *} NOW=${up%.*} TICKS=${up/./}
}

# What changes something runs through `act`, or asks `dry` first: --dry-run tells it instead.
dry() {
  ((DRY_RUN)) || return 1
  say "  would $*"
}
act() { dry "run:$(printf ' %q' "$@")" || "$@"; }
within() { # within WORD LIST…: is it one of them?
  local word=$1 item
  shift
  for item in "$@"; do [[ $item != "$word" ]] || return 0; done
  return 1
}

# What the environment may hold that bends globs, read and regular expressions.
unset CDPATH GLOBIGNORE EXECIGNORE TMOUT BASH_COMPAT POSIXLY_CORRECT TAR_OPTIONS
shopt -u dotglob failglob nocaseglob nocasematch nullglob && set +f +o posix

# ZDC_VALUES has what the deployment's variables hold. They are no globals of this script, so that
# one may have any name. read_environment FILE: takes them from the environment, else from the file.
read_environment() {
  local name text=''
  declare -A FOUND_VALUES=()
  if [[ -e $1 ]]; then
    text=$(<"$1") || die "$1 can't be read"
    read_values "$1" "$text"$'\n'
  fi
  for name in "${REQUIRED[@]}" "${OPTIONAL[@]}" "${SECRET_VARIABLES[@]}" ZDC_STATE GATEWAY_TAG; do
    if [[ -v ZDC_ENVIRONMENT[_$name] ]]; then
      ZDC_VALUES["$name"]=${ZDC_ENVIRONMENT[_$name]}
    elif [[ -v FOUND_VALUES[$name] ]]; then
      ZDC_VALUES["$name"]=${FOUND_VALUES[$name]}
    fi
  done
  # Compose wants these even to build; check_wrapped reads what they hold.
  for name in "${OF_IMAGE[@]}"; do ZDC_VALUES[$(own_variable IMAGE "$name")]=''; done
}

# with_values WORD…: a command that gets them, whatever this script has under their names. Its files
# and its project are named in words; no COMPOSE_… may add to them.
with_values() (
  unset "${!COMPOSE_@}"
  for ZDC_NAME in "${!ZDC_VALUES[@]}"; do
    while declare -p "$ZDC_NAME" &>/dev/null; do unset -v "$ZDC_NAME"; done
    export "$ZDC_NAME=${ZDC_VALUES[$ZDC_NAME]}"
  done
  command "$@"
) 9>&-

# file_readers: REPLIES gets each service that has files of variables, once
file_readers() {
  local entry last=''
  REPLIES=()
  for entry in "${ENV_FILES[@]%% *}"; do # those of one service stand together
    if [[ $entry != "$last" ]]; then REPLIES+=("$entry"); fi
    last=$entry
  done
}

# read_env_files SERVICE: FOUND_VALUES, which the caller declares, gets what Compose would give its
# container of its files, the later one before the earlier; PLACES says where. A name alone is taken from
# the environment, and so is what a value names by `$`, else of what was read before.
declare -A PLACES=()
read_env_files() {
  local entry file text
  FOUND_VALUES=() PLACES=()
  for entry in "${ENV_FILES[@]}"; do
    file=${entry#* * }
    if [[ $entry != "$1 "* || $entry == "$1 optional "* && ! -e $file ]]; then continue; fi
    text=$(<"$file") || die "$file can't be read"
    read_values "$file" "$text"$'\n' container
  done
}

# read_values FILE TEXT [container]: FOUND_VALUES gets what Compose would read there: the last line for
# a name counts, and a quoted value may have several lines. In docker/.env a `$` that Compose would
# expand is refused.
read_values() {
  local LC_ALL=C text=$2 line=1 at name separator value quote break=$'\n' space blank
  space=$'[ \t\v\f\r]|\xc2\x85|\xc2\xa0'
  # all that Unicode calls a space, in bytes
  blank="$space|$break|"$'\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80'
  text=${text#$'\xef\xbb\xbf'}
  while true; do
    pass "^($blank|#[^$break]*)*"
    [[ -n $text ]] || return 0
    at=$1:$line
    pass "^(export[[:space:]]+)?([^=:$break]*)([=:$break])($space)*"
    name=${BASH_REMATCH[2]} separator=${BASH_REMATCH[3]}
    [[ $name =~ ^([A-Za-z0-9_.-]+)($space)*$ ]] || die "$at: expected NAME=VALUE"
    name=${BASH_REMATCH[1]}
    if [[ $separator == "$break" ]]; then # a name alone: of the environment, if it is there
      if [[ -n ${3-} ]] && of_environment "$name"; then FOUND_VALUES[$name]=$REPLY PLACES[$name]=$at; fi
      continue
    fi
    quote=${text:0:1}
    if [[ $quote == [\'\"] ]]; then
      pass "^$quote(([^$quote\\\\]|\\\\.)*)$quote" || die "$at: the value's closing $quote is missing"
      value=${BASH_REMATCH[1]//\\"$quote"/"$quote"}
      if [[ $quote == \" && -n ${3-} && $value == *\$* && $value != *\\* ]]; then
        fill "$value"
      elif [[ $quote == \" ]]; then
        unescape "$value"
      fi
      [[ $text =~ ^($space)*[#$break] ]] || die "$at: something follows the closing $quote"
    else
      pass "^[^$break]*"
      value=${BASH_REMATCH[0]%%' #'*}
      while [[ $value =~ ($blank)$ ]]; do value=${value%"${BASH_REMATCH[1]}"}; done
      if [[ -n ${3-} ]]; then fill "$value"; fi
      [[ -n ${3-} || $value != *\$* ]] || die "$at: write this value in single quotes, or Compose expands its \$"
    fi
    case ${3-$name} in
      DOCKER_HOST | DOCKER_CONTEXT | DOCKER_CONFIG | DOCKER_CERT_PATH | DOCKER_TLS_VERIFY | KUBECONFIG)
        die "$at: $name says where to deploy to, and is taken from the environment alone"
        ;;
    esac
    FOUND_VALUES[$name]=$value PLACES[$name]=$at
  done
}

# pass FORM: what matches is taken from the front of text; line counts along
pass() {
  local lines
  [[ $text =~ $1 ]] || return 1
  lines=${BASH_REMATCH[0]//[!$'\n']/}
  text=${text:${#BASH_REMATCH[0]}} line=$((line + ${#lines}))
}

# of_environment NAME: REPLY gets the value that Compose is started with, if there is one
of_environment() {
  if [[ -v ZDC_VALUES[$1] ]]; then
    REPLY=${ZDC_VALUES[$1]}
  elif [[ -v ZDC_ENVIRONMENT[_$1] ]]; then
    REPLY=${ZDC_ENVIRONMENT[_$1]}
  else
    return 1
  fi
}

# fill TEXT: value gets it with `$NAME`, `${NAME}`, `${NAME:-text}` and `${NAME:+text}` filled in: of the
# environment, else of the lines before
fill() {
  local rest=$1 name isset word='[A-Za-z_][A-Za-z0-9_]*' form
  form="^([^\$]*)\\\$(\\\$|($word)|\{($word)(:?[-+]([^}\$]*))?\})"
  value=''
  while [[ $rest =~ $form ]]; do
    rest=${rest:${#BASH_REMATCH[0]}} name=${BASH_REMATCH[3]}${BASH_REMATCH[4]} value+=${BASH_REMATCH[1]}
    [[ -n $name ]] || { value+=\$ && continue; }
    isset=1
    of_environment "$name" || { isset=${FOUND_VALUES[$name]+1} && REPLY=${FOUND_VALUES[$name]-}; }
    if [[ -n $REPLY || (${BASH_REMATCH[5]} != :* && -n $isset) ]]; then
      if [[ ${BASH_REMATCH[5]} == ?(:)+* ]]; then REPLY=${BASH_REMATCH[6]}; fi
    elif [[ ${BASH_REMATCH[5]} == ?(:)-* ]]; then
      REPLY=${BASH_REMATCH[6]}
    fi
    value+=$REPLY
  done
  [[ $rest != *\$* ]] || die "$at: write this value in single quotes, or Compose expands its \$"
  value+=$rest
}

# unescape TEXT: value gets it as Compose takes it from double quotes
unescape() {
  local rest=$1 escaped
  value=''
  while [[ $rest =~ ^([^\\\$]*)(\\(.)|\$) ]]; do
    rest=${rest:${#BASH_REMATCH[0]}} escaped=${BASH_REMATCH[3]}
    [[ -n $escaped && $escaped != 0 ]] || die "$at: write this value in single quotes, or Compose expands its ${BASH_REMATCH[2]}"
    case $escaped in
      [abfnrtv]) printf -v escaped %b "\\$escaped" ;;
      [\"\\\$]) ;;
      *) escaped=\\$escaped ;;
    esac
    value+=${BASH_REMATCH[1]}$escaped
  done
  value+=$rest
}

own_variable() { # own_variable KIND NAME: prints what the artefacts call a value that this script finds out
  local LC_ALL=C name=${2^^}
  printf %s "ZDC_$1_${name//[^A-Z0-9]/_}"
}
serial_variable() { own_variable SERIAL "$1"; }

# Every missing value is named at once. An empty one counts as missing.
require_values() {
  local name missing=()
  for name in "${REQUIRED[@]}" "${SECRET_VARIABLES[@]}"; do
    [[ -n ${ZDC_VALUES[$name]-} ]] || within "$name" "${missing[@]}" || missing+=("$name")
  done
  for name in "${SECRET_FILES[@]}"; do
    if [[ ! -f $name || ! -r $name ]]; then missing+=("$name (file)"); fi
  done
  for name in "${OPTIONAL_FILES[@]}"; do
    if [[ -e $name && (! -f $name || ! -r $name) ]]; then missing+=("$name (no file that can be read)"); fi
  done
  ((${#missing[@]} == 0)) || die "not set, neither in the environment nor in docker/.env: ${missing[*]}"
  for name in "${HOST_PATHS[@]}"; do
    [[ ${ZDC_VALUES[$name]:-/} == /* ]] || die "$name begins a folder of the host: write a whole path, /…"
  done
}

# check_external_networks DRIVER: those that others made are there
check_external_networks() {
  local name
  for name in "${EXTERNAL_NETWORKS[@]}"; do
    docker network inspect --format '{{.Driver}}' "$name" >/dev/null 2>&1 ||
      die "there is no network $name, which the manifest calls external; to make it: docker network create --driver $1 $name"
  done
}

check_certificates() {
  local name certificate key
  [[ -n $CERTIFICATES ]] || return 0
  command -v openssl >/dev/null || die "openssl is needed to check the certificate"
  for name in tls "${SERVER_NAMES[@]}"; do
    certificate=$CERTIFICATES/$name
    # Only tls.crt must be there: it also serves the names that have none of their own.
    if [[ $name != tls && ! -e $certificate.crt ]]; then continue; fi
    [[ -r $certificate.crt && -r $certificate.key ]] || die "missing or unreadable: $certificate.crt, $certificate.key"
    openssl x509 -in "$certificate.crt" -noout -checkend 0 >/dev/null || die "expired or no certificate: $certificate.crt"
    key=$(openssl pkey -in "$certificate.key" -pubout)
    [[ $(openssl x509 -in "$certificate.crt" -noout -pubkey) == "$key" ]] ||
      die "$certificate.key is not the key of $certificate.crt"
  done
}

# take_lock FILE: one run at a time. The kernel frees it however the holder ends.
take_lock() {
  exec 9>>"$1"
  flock -n 9 || die "another run holds the lock: $(<"$1")"
  printf '%s (process %s, by %s, since %(%F %T)T)\n' "$COMMAND" "$$" "$(id -un)" -1 >"$1"
}

# parse_options WORD…: sets COMMAND, ARGUMENTS and the options; own_option takes those that only
# this script has, and says in OPTION_WORDS how many words one has.
COMMAND='' ARGUMENTS=() TAG_OPTION='' BUILD=1 DRY_RUN=0 OPTION_WORDS=1
parse_options() {
  while (($#)); do
    OPTION_WORDS=1
    case $1 in
      -h | --help) usage && exit 0 ;;
      --tag)
        [[ -n ${2-} ]] || misuse "--tag needs a value"
        TAG_OPTION=$2 OPTION_WORDS=2
        ;;
      --no-build) BUILD=0 ;;
      --dry-run) DRY_RUN=1 ;;
      -*) own_option "$@" || misuse "unknown option $1" ;;
      *) if [[ -z $COMMAND ]]; then COMMAND=$1; else ARGUMENTS+=("$1"); fi ;;
    esac
    shift "$OPTION_WORDS"
  done
  COMMAND=${COMMAND:-deploy}
}

# Folders and locks of a remote engine would be elsewhere.
refuse_remote_engine() {
  local host
  host=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || true)}
  [[ -z $host || $host == unix://* ]] || die "the engine at $host is not on this host"
}

use_tag() {
  [[ -n $TAG_OPTION ]] || return 0
  [[ -n $TAG_VARIABLE ]] || misuse "--tag changes nothing: no image of $PROJECT holds \${TAG}, or the variable of 'version'"
  ZDC_VALUES["$TAG_VARIABLE"]=$TAG_OPTION
}

# run_steps STEP…: runs step_NAME in order. When one fails or the run is interrupted, undo_NAME of
# each step that began runs in reverse order. A step that nothing can undo any more empties BEGUN, and
# says in STANDS what is so from then on.
#
# bash 5.2 runs a trap also while it parses a `$(…)`, whose end it then looks for in the trap's text: the
# `)` in a line of its own is that end, and else never reached.
STEP='' BEGUN=() STANDS='' MESSAGES=2 LISTENER=''
# shellcheck disable=SC2064
run_steps() {
  local number=0 end=$'\n)'
  trap "finish$end" EXIT
  trap "leave 129$end" HUP
  trap "leave 130$end" INT USR1
  trap "leave 143$end" TERM
  listen
  exec {MESSAGES}>&2
  for STEP in "$@"; do
    say "[$((++number))/$#] $STEP"
    BEGUN=("$STEP" "${BEGUN[@]}")
    "step_$STEP"
  done
  BEGUN=()
}

# leave STATUS: a USR1 that is on its way comes to nothing
leave() { trap '' HUP INT TERM && trap : USR1 && exit "$1"; }

# listen: bash loses a SIGINT that comes as a `$(…)` ends. A process that the terminal reaches too says it
# again, by another signal; where this one ignores SIGINT, as under nohup, nobody listens.
#
# A SIGINT that comes just as bash begins to wait for a command makes it send itself SIGINT for ever, deaf
# to all but SIGKILL. A shell of this run that computes at each look for ten seconds after an interruption
# is in that state: it is killed, and the next run makes good what it left.
# shellcheck disable=SC2016
listen() {
  [[ $(trap -p INT) == *130* ]] || return 0
  read -r < <(exec env --default-signal=INT bash -c 'trap "kill -USR1 $PPID; interrupted=1" INT
    declare -A looks=()
    look() {
      local stat process
      read -r stat <"/proc/$1/stat" || return 0
      if [[ $1 != "$$" && $stat == *") R "* && /proc/$1/exe -ef /proc/$$/exe ]]; then
        ((++looks[$1] < 10)) || kill -KILL "$1"
      else looks[$1]=0; fi
      for process in $(cat "/proc/$1/task/$1/children"); do look "$process"; done
    }
    echo && exec >/dev/null
    while kill -0 "$PPID"; do
      sleep 1 & wait "$!"
      ((!interrupted)) || look "$PPID"
    done' </dev/null 2>/dev/null 9>&-) || return 0
  LISTENER=$!
}

finish() {
  # A signal may have come in the middle of `IFS= read`, or of what runs with `2>/dev/null`.
  local status=$? failed=$STEP IFS=$' \t\n'
  exec 2>&"$MESSAGES"
  trap '' HUP INT TERM
  trap : USR1
  trap - EXIT
  set +e
  [[ -z $LISTENER ]] || kill "$LISTENER" 2>/dev/null
  if ((status && ${#BEGUN[@]})); then
    say "error: step '$failed' failed; undoing"
  elif ((status)) && [[ -n $STANDS ]]; then
    say "error: $COMMAND did not end; $STANDS"
    (run_hook onFailure) || warn "hook onFailure failed"
  fi
  if ((status && ${#BEGUN[@]} && DRY_RUN == 0)); then
    for STEP in "${BEGUN[@]}"; do
      if declare -F "undo_$STEP" >/dev/null; then "undo_$STEP"; fi
    done
    STEP=$failed
    (run_hook onFailure) || warn "hook onFailure failed"
  fi
  if declare -F clean_up >/dev/null; then clean_up; fi
  exit "$status"
}

# run_hook NAME: the manifest's hook, with the facts of this run; its failure is the step's.
run_hook() {
  local file=${HOOKS[$1]-}
  [[ -n $file ]] || return 0
  say "  hook $1: $file"
  hook_facts
  dry "run: $file" || ZDC_HOOK=$1 ZDC_PROJECT=$PROJECT ZDC_COMMAND=$COMMAND ZDC_STEP=$STEP with_values "$file" ||
    die "hook $1 failed: $file"
}
