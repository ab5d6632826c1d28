#!/bin/sh
# Open Referral UK: what a partner's program reads of a built site, judged by a schema and ajv.
set -u
. tests/open/box.sh
tests/packages.sh tests/open || { echo "Bail out! ajv cannot be installed"; exit 1; }
build out
node tests/open/hsds.mjs "$box/out" tests/open/schemas/hsds-uk-3.0.json
