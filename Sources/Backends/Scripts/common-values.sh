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
