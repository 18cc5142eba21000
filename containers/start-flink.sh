#!/usr/bin/env bash
# Starts a process of Flink in a container whose file system cannot be written, and the job from where
# it last was.
#
# Environment, beside that of Flink's own image (FLINK_PROPERTIES, TASK_MANAGER_NUMBER_OF_TASK_SLOTS ...):
#   HEARTHWATCH_RESTORE   latest (default): the newest checkpoint or savepoint, if there is any
#                         none: without state; the job reads the topic from its beginning
#                         a path: that checkpoint or savepoint
#   HEARTHWATCH_STATE     where those lie; /var/lib/hearthwatch, which is where the settings put them
#   FLINK_ENTRYPOINT      the entry point of Flink's image; /docker-entrypoint.sh
set -euo pipefail

state=${HEARTHWATCH_STATE:-/var/lib/hearthwatch}

# The directory above the newest _metadata: Flink writes that file last.
newest() {
  find "$state/checkpoints" "$state/savepoints" -name _metadata -size +0 -printf '%T@ %h\n' |
    sort -rn | sed -n '1s/^[^ ]* //p'
}

# Sets restore to what Flink's entry point is told. What the job goes on from stays as it is, as it is not
# said that the job may own it.
choose_restore() {
  local from=${HEARTHWATCH_RESTORE:-latest}
  case $from in
    none) from='' ;;
    latest) from=$(newest) ;;
  esac
  restore=()
  if [ -z "$from" ]; then
    echo "The job starts without state."
  else
    echo "The job goes on from $from."
    restore=(--fromSavepoint "$from")
  fi
}

# Flink's entry point writes its settings beside those that it finds.
cp "$(dirname "$0")"/flink-conf/* "$FLINK_HOME/conf/"

if [ "${1:-}" = standalone-job ]; then
  shift
  choose_restore
  # Behind "--" all is the job's: Flink would take --config for a short form of its own --configDir.
  set -- standalone-job --job-classname io.hearthwatch.job.RiskJob \
    ${restore[@]+"${restore[@]}"} -- "$@"
fi
exec "${FLINK_ENTRYPOINT:-/docker-entrypoint.sh}" "$@"
