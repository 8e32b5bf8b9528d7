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
