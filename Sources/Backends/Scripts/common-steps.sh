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
