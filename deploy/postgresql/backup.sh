#!/bin/sh
# A base backup beside the archived log: `backup.sh FOLDER`, as the user postgres, each night. Two are kept.
set -eu
folder=${1:?"Name the folder for backups, such as /var/backups/plumbline."}
name=$(date -u +%Y-%m-%dT%H-%M-%SZ)
mkdir -p "$folder/wal"
pg_basebackup --pgdata="$folder/.$name" --format=plain --wal-method=stream --checkpoint=fast
pg_verifybackup --quiet "$folder/.$name"
mv "$folder/.$name" "$folder/$name"
ls -d "$folder"/2???-* | sort -r | tail -n +3 | while read -r old; do rm -rf "$old"; done
echo "$folder/$name"
