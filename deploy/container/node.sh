#!/bin/sh
# What a node does in its container: as the unit in deploy/systemd, one prepares the database and the others wait for it.
set -eu
.venv/bin/python manage.py migrate --verbosity 0
.venv/bin/python manage.py load_catalogue --once
.venv/bin/python manage.py import_lab_results --once
exec .venv/bin/granian --interface asginl --host 127.0.0.1 --port "$PORT" --workers 2 --log-level warning \
    --http 1 --no-ws --http1-header-read-timeout 5000 --workers-kill-timeout 30 config.asgi:application
