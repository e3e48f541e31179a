#!/bin/sh
# The database as it was at a moment: `restore.sh FOLDER BACKUP DATA [MOMENT]`, as the user postgres.
# DATA must be empty or missing. Without a moment everything that was archived is played. Start the server on DATA then.
set -eu
folder=${1:?"Name the folder of the backups."} backup=${2:?"Name one of them."} data=${3:?"Name the folder to restore into."}
if [ -e "$data" ] && [ -n "$(ls -A "$data")" ]; then
    echo "$data is not empty; nothing was restored." >&2
    exit 1
fi
mkdir -p "$data"
cp -R "$folder/$backup/." "$data"
chmod 700 "$data"
{
    echo "restore_command = 'cp $folder/wal/%f %p'"
    echo "recovery_target_action = 'promote'"
    [ -z "${4:-}" ] || echo "recovery_target_time = '$4'"
} >> "$data/postgresql.auto.conf"
touch "$data/recovery.signal"
