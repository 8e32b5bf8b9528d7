#!/bin/sh
echo "the deployment failed" >&2
