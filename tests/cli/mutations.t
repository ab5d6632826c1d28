#!/bin/sh
# The shipped network with one fault at a time: the check finds that one, where it is, and no other.
set -u
. tests/cli/box.sh
$python tests/cli/mutations.py "$box"
