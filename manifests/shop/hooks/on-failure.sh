#!/usr/bin/env bash
# A place for what this shop does at this moment: here it only tells the deployment's log.
set -euo pipefail
printf 'shop: %s\n' 'on failure'
