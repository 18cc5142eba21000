#!/usr/bin/env bash
# Stands for the entry point of Flink's image, which is not among the libraries of the build: settings from
# the environment, memory as Flink reckons it, then the main class of Flink that the command names.
set -euo pipefail
conf=$FLINK_HOME/conf
export FLINK_LIB_DIR=$FLINK_HOME/lib # Beside it Flink looks for usrlib, with the job's jar.
command=$1
shift

utility() {
  java -cp "$FLINK_HOME/lib/*" org.apache.flink.runtime.util.bash.BashJavaUtils "$@" |
    sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

changes=("-Djobmanager.rpc.address=$JOB_MANAGER_RPC_ADDRESS" -Dblob.server.port=6124)
while IFS= read -r line; do
  [ -z "$line" ] || changes+=("-D${line%%: *}=${line#*: }")
done <<<"$FLINK_PROPERTIES"
settings=$(utility UPDATE_AND_GET_FLINK_CONFIGURATION --configDir "$conf" "${changes[@]}")
printf '%s\n' "$settings" >"$conf/config.yaml"

case $command in
  standalone-job)
    class=org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint
    memory=$(utility GET_JM_RESOURCE_PARAMS --configDir "$conf" "$@") ;;
  taskmanager)
    class=org.apache.flink.runtime.taskexecutor.TaskManagerRunner
    memory=$(utility GET_TM_RESOURCE_PARAMS --configDir "$conf" "$@") ;;
  *)
    echo "unknown command $command" >&2
    exit 1 ;;
esac
jvm=$(sed -n 1p <<<"$memory")
dynamic=$(sed -n 2p <<<"$memory")
opens=$(grep -o -e '--add-[a-z]*=[^ ]*' "$conf/config.yaml")
# Each of the three is a list of words.
# shellcheck disable=SC2086
exec java $jvm $opens "-Dlog4j2.configurationFile=$conf/log4j-console.properties" \
  -cp "$FLINK_HOME/lib/*" "$class" --configDir "$conf" $dynamic "$@"
