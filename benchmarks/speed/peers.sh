#!/bin/sh
# Installs what intake is measured beside: mbsync and getmail6 from Debian, two Django applications in a
# virtual environment of their own. What cannot be installed is left out of the report.
set -u
here=$(dirname "$0")
venv=$here/../../build/peers

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi
}

if ! command -v mbsync >/dev/null || ! command -v getmail >/dev/null; then
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends isync getmail6 >/dev/null ||
        echo "mbsync and getmail6 could not be installed: they are left out." >&2
fi
if ! "$venv/bin/pip" install --quiet --require-hashes --dry-run --no-deps --no-index \
    --requirement "$here/peers.txt" 2>/dev/null; then
    { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --require-hashes \
        --requirement "$here/peers.txt"; } ||
        echo "django-mailbox and django-helpdesk could not be installed: they are left out." >&2
fi
