#!/usr/bin/env python3
"""Scripts that are broken on purpose: the matrix has to see what is wrong with each.

usage: broken_variants.py WORK-FOLDER

Prints what was not caught; exit 1 if there was something.
"""

import concurrent.futures
import dataclasses
import os
import pathlib
import re
import sys

import projects
from case import Subject
from matrix import DEPLOY, ROLLBACK, Matrix, Plan


@dataclasses.dataclass(frozen=True)
class Variant:
    """`edit` is (file below docker/, text, its replacement), and so is `also`. It must show as `seen`, in a plain
    deployment, or where a version of the tag `bad` is deployed, or where a call fails that matches
    `call`, in the way of `kind`."""

    title: str
    target: str
    edit: tuple
    seen: str
    bad: str = ""
    call: str = ""
    kind: str = "before"
    project: str = "brain-tumor"
    also: tuple = ()
    words: tuple = DEPLOY


SCRIPT, ENGINE, STACK = "scripts/deploy-blue-green.sh", "scripts/lib/blue-green.sh", "scripts/lib/swarm.sh"
STATE = "scripts/lib/state.sh"
# Each version has a conf of its own, so that a switch is a reload too.
COPIED = '  cp "$4/nginx-blue-green.conf" "$folder/nginx.conf"\n'
ANOTHER_CONF = ("nginx/gateway.sh", COPIED, COPIED + '  echo "# $2" >>"$folder/nginx.conf"\n')
VARIANTS = [
    Variant(
        "stops the old colour before the switch", "blue-green",
        (SCRIPT, '  switch_to "$COLOUR"\n', '  each stop "colour=$OLD" role=web\n  switch_to "$COLOUR"\n'),
        "serves and is not whole",
    ),
    Variant(
        "does not drain", "blue-green",
        (SCRIPT, 'step_drain() { wait_drained "$OLD" watch; }', "step_drain() { :; }"),
        "ended with requests under way",
    ),
    Variant(
        "waits for older workers alone, where nothing was reloaded", "blue-green",
        (SCRIPT, 'step_drain() { wait_drained "$OLD" watch; }', 'step_drain() { wait_drained "" watch; }'),
        "ended with requests under way",
    ),
    Variant(
        "does not end the drain of a run that was killed", "blue-green",
        (SCRIPT, 'wait_drained "$([[ ! -e $STATE/draining ]] || other "$ACTIVE")"', 'wait_drained ""'),
        "ended with requests under way", call="exec .* draining", kind="kill",
    ),
    Variant(
        "does not reload where the conf changed", "blue-green",
        (ENGINE, "  inside fresh || reload\n", "  inside fresh || true\n"),
        "nginx did not take the new configuration", also=ANOTHER_CONF,
    ),
    Variant(
        "takes an engine that does not tell the containers for one that has none", "blue-green",
        (ENGINE, 'found=$(containers "$@") || return', 'found=$(containers "$@") || true'),
        "serves and is not whole", call="ps --all --quiet",
    ),
    Variant(
        "takes a gateway that can't be asked for one that has drained", "blue-green",
        (ENGINE, 'until said=$(inside draining "$1" "${OLD_WORKERS[@]}" 2>/dev/null) && [[ $said == drained ]]',
         'while said=$(inside draining "$1" 2>/dev/null) && [[ $said != drained ]]'),
        "ended with requests under way", call="exec .* draining",
    ),
    Variant(
        "does not wait until the new colour is healthy, nor rehearse", "blue-green",
        (SCRIPT, 'step_health() { wait_up web "${WEB[@]}"; }\nstep_rehearse() {\n',
         "step_health() { :; }\nstep_rehearse() {\n  return 0\n"),
        "serves and is not whole", bad="sick1",
    ),
    Variant(
        "does not go back where the new colour does not answer", "blue-green",
        (SCRIPT, "undo_rename() {\n", "undo_rename() {\n  return 0\n"),
        "is not whole", call=r"exec .* answering (?!.*\.zdc)",
    ),
    Variant(
        "believes its links, not the nginx that runs", "blue-green",
        (ENGINE, '  [[ -z $SERVING ]] || read -r ACTIVE ACTIVE_SERIAL <<<"$SERVING"\n', ""),
        "serves and is not whole", call="exec .* fresh", kind="early", also=ANOTHER_CONF, words=ROLLBACK,
    ),
    Variant(
        "starts a singleton before the old one is stopped", "blue-green",
        (SCRIPT, '  stop_old singleton\n  bring_up singleton "${SINGLETONS[@]/%/-$COLOUR}"\n',
         '  bring_up singleton "${SINGLETONS[@]/%/-$COLOUR}"\n  stop_old singleton\n'),
        "scheduler runs 2 times", project="shop",
        # Else the engine refuses the second one, since the first has its port.
        also=("docker-compose.blue-green.yml", "  ports:\n    - 127.0.0.1:8125:8125/udp\n", ""),
    ),
    Variant(
        "reloads what it did not test", "blue-green",
        (SCRIPT, "step_candidate() {\n", "step_candidate() {\n  echo broken >>\"$STATE/gateway/$SERIAL/nginx.conf\"\n  return 0\n"),
        "can't read its configuration",
    ),
    Variant(
        "starts an old worker whose stop is still under way", "blue-green",
        (SCRIPT, '  ! within "$1" "${STOPPING[@]}" || each stop "colour=$OLD" "role=$1"\n', ""),
        "became", call="stop ", kind="late", project="shop",
    ),
    Variant(
        "goes back when the old colour is being stopped", "blue-green",
        (STATE, '  BEGUN=() STANDS="', '  STANDS="'),
        "serves and is not whole", call="stop ", kind="late",
    ),
    Variant(
        "makes a service anew instead of updating it", "swarm",
        (STACK, "deploy_part() {\n", 'deploy_part() {\n  remove "$1"\n'),
        "running tasks",
    ),
    Variant(
        "does not look how an update ended", "swarm",
        (STACK, '|| die "$name did not take the new version"', "|| true"),
        "exit 0", bad="sick1",
    ),
    Variant(
        "leaves services on two versions", "swarm",
        (STACK, "undo_reconcile() { revert; }", "undo_reconcile() { :; }"),
        "became", call="service inspect --format {{.*UpdateStatus.* brain-tumor_fastapi|stack deploy",
    ),
    Variant(
        "sends a service back that never took the new version", "swarm",
        (STACK, '== rollback* ]] || continue', "== rollback* ]] || true"),
        "became", call="stack deploy --compose-file",
    ),
    Variant(
        "updates the gateway where no failure ends it", "swarm",
        (STACK, 'update "$GATEWAY" # not `&&`: in a condition no failure would end it\n  run_hook', 'update "$GATEWAY" && run_hook'),
        "it succeeded, though a call failed", call="stack deploy --compose-file",
    ),
]  # fmt: skip


def edited(variant, work):
    subject = Subject(variant.target, projects.lay_out(variant.project, work / "checkout"))
    for file, old, new in filter(None, (variant.edit, variant.also)):
        text = (subject.folder / file).read_text()
        if text.count(old) != 1:
            raise ValueError(f"{variant.title}: {file} has {text.count(old)} of {old!r}")
        (subject.folder / file).write_text(text.replace(old, new))
    return subject


def findings(variant, work):
    """What the matrix says of it, one text after the other."""
    matrix = Matrix(edited(variant, work), work)
    if wrong := matrix.deploy_first():
        yield from wrong
        return
    if variant.bad:
        yield from matrix.bad_version(variant.bad)
    jobs, wrong, _ = matrix.jobs(Plan("two versions", variant.words))
    yield from wrong
    for index, job in enumerate(jobs):
        if variant.call and job.kind == variant.kind and re.search(variant.call, job.call):
            yield from matrix.play(job, index)


def missed(variant, work):
    """Nothing where it was caught, else what was seen of it."""
    seen = []
    for text in findings(variant, work):
        if variant.seen in text:
            return []
        seen.append(text[:300])
    return [f"not caught: it {variant.title} (seen: {seen})"]


def main():
    work = pathlib.Path(sys.argv[1]).resolve()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = [pool.submit(missed, one, work / str(index)) for index, one in enumerate(VARIANTS)]
        failures = [text for one in waiting for text in one.result()]
    print("\n".join(failures))
    print(f"{len(VARIANTS) - len(failures)} of {len(VARIANTS)} broken variants are caught")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
