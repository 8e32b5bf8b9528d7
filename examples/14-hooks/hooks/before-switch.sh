#!/bin/sh
echo "about to switch"
