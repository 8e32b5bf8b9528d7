#!/usr/bin/env bash
# The action and the GitLab job: their shell, as extracted from the files, on a real repository
# with a branch to compare with. What needs their hosts is stood in for (`gh`) or named and left out.
set -euo pipefail

here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work RUNNER_TEMP=$work/runner GIT_CONFIG_GLOBAL=$work/gitconfig
mkdir "$RUNNER_TEMP" "$work/bin"
git config --global user.name packages
git config --global user.email packages@zdc.invalid
git config --global init.defaultBranch main
wheel=$(echo "$DIST"/*.whl)

# gh: lists the comment that was made, if any, and notes each call.
cat >"$work/bin/gh" <<'TEXT'
#!/usr/bin/env bash
echo "$*" >>"$GH_LOG"
for word in "$@"; do
  if [[ $word == body=@* ]]; then cp "${word#body=@}" "$GH_LOG.body"; fi
done
if [[ $* == *--paginate* && -f $GH_LOG.body ]]; then
  first=$(head -n 1 "$GH_LOG.body")
  if [[ $first == "$MARK" ]]; then echo 4711; fi
fi
TEXT
chmod +x "$work/bin/gh"
export PATH=$work/bin:$PATH GH_LOG=$work/gh.log

site=$work/site
git init -q --bare "$work/origin"
git init -q "$site"
cd "$site"
"$ZDC" init >shop.yml
"$ZDC" build shop.yml
git add -A
git commit -qm first
git remote add origin "$work/origin"
git push -q origin main
git checkout -q -b change

failed() {
  echo "$1"
  cat "$work/log"
  exit 1
}
act() {
  local expected=$1 status=0
  shift
  (cd "$here" && "$PACKAGE_TOOLS/python" packaging/tests/steps.py "$site" "$@" "package=$wheel") \
    >"$work/log" 2>&1 || status=$?
  ((status == expected)) || failed "exit $status instead of $expected"
  output=$(tail -n 1 "$work/log")
}
has() { grep -qF -- "$1" "${2:-$work/log}" || failed "lacks: $1"; }

# Fine: no comment without a pull request; then one, and that one again.
act 0 push manifest=shop.yml
[[ $output == *'"stale": "false"'* && $output == *"\"version\": \"$("$ZDC" --version)\""* ]] || failed outputs
[[ ! -f $GH_LOG ]] || failed 'a push made a comment'
sed -i 's/port: 8000/port: 8081/' shop.yml
"$ZDC" build shop.yml
git commit -qam change
act 0 pull_request manifest=shop.yml sarif=true
has 'method POST repos/group/site/issues/7/comments' "$GH_LOG"
has '8081' "$GH_LOG.body"
has 'uses github/codeql-action/upload-sarif'
[[ $output == *'What a deployment does'* ]] || failed 'no summary'
act 0 pull_request manifest=shop.yml
has 'method PATCH repos/group/site/issues/comments/4711' "$GH_LOG"
rm "$GH_LOG" "$GH_LOG.body"

# Stale: annotations, the diff, a file for code scanning, and the run fails.
sed -i 's/port: 8081/port: 8082/' shop.yml
act 1 pull_request manifest=shop.yml comment=false
has '::error'
[[ $output == *'"stale": "true"'* && $output == *'+'*8082* ]] || failed 'no diff in the summary'
"$PACKAGE_TOOLS/python" -c 'import json, sys
assert json.load(open(sys.argv[1]))["runs"][0]["results"]' "$RUNNER_TEMP/zdc.sarif"
[[ ! -f $GH_LOG ]] || failed 'a comment that nobody asked for'
git checkout -q shop.yml

# What can't be read is no finding; and an input is never run.
# shellcheck disable=SC2016 # words for the action
act 66 push 'manifest=$(touch pwned); touch pwned' 'environment=`touch pwned`'
act 1 push manifest=shop.yml 'environment=none'
[[ ! -e pwned ]] || failed 'an input was run'

# GitLab's job: the same, by its own variables.
job() {
  "$PACKAGE_TOOLS/python" - "$here/templates/zdc.yml" <<'PYTHON' >"$work/job.sh"
import sys, yaml
head, job = yaml.safe_load_all(open(sys.argv[1]))
assert set(head["spec"]["inputs"]) == {"manifest", "environment", "stage", "image", "package"}
print("\n".join(job["zdc"]["script"]))
PYTHON
  ZDC_MANIFEST=$1 ZDC_ENVIRONMENT='' ZDC_PACKAGE=$wheel CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main \
    sh -eu "$work/job.sh" >"$work/log" 2>&1
}
job shop.yml || failed 'the job fails'
has '8081' zdc-diff.txt
sed -i 's/port: 8081/port: 8082/' shop.yml
if job shop.yml; then failed 'a stale artefact passed'; fi
has '8082'
