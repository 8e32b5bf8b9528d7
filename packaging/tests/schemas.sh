#!/usr/bin/env bash
# What hosts of repositories read, against their own schemas.
set -euo pipefail

valid() { "$PACKAGE_TOOLS/check-jsonschema" --builtin-schema "vendor.$1" "${@:2}"; }
valid github-actions action.yml
valid github-workflows .github/workflows/*.yml
valid github-issue-forms .github/ISSUE_TEMPLATE/fault.yml .github/ISSUE_TEMPLATE/missing-rule.yml
valid github-issue-config .github/ISSUE_TEMPLATE/config.yml
valid dependabot .github/dependabot.yml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A component's head is no part of the pipeline.
sed '1,/^---$/d; s/\$\[\[ inputs\.stage \]\]/test/' templates/zdc.yml >"$work/pipeline.yml"
valid gitlab-ci "$work/pipeline.yml"
"$PACKAGE_TOOLS/pre-commit" validate-manifest .pre-commit-hooks.yaml

# Every place that names the version names the same.
number=$(packaging/facts.sh number)
grep -q "^version = \"$number\"" pyproject.toml
for file in pyproject.toml action.yml templates/zdc.yml; do
  grep -q "zero-downtime-compiler==$number" "$file" || { echo "$file names another version" && exit 1; }
done
