# Two images from one source tree: `cli` (the local commands: migrate, publish, doctor, backup ...) and
# `flink` (job manager and task managers with the job in them). docker-compose.yml builds both;
# docs/containers.md says how to use them and what of this was not tried.
# Images are pinned by their version's tag, not by digest.

FROM eclipse-temurin:17.0.17_10-jdk-noble AS build
WORKDIR /opt/hearthwatch
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./hearthwatch build


FROM eclipse-temurin:17.0.17_10-jre-noble AS cli
# ffmpeg takes videos apart for `publish`.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ffmpeg \
    && rm -rf /var/lib/apt/lists/*
# The same number as Flink's user, so that both may read what the other wrote.
RUN groupadd --system --gid 9999 hearthwatch \
    && useradd --system --uid 9999 --gid 9999 --home-dir /nonexistent --no-create-home hearthwatch \
    && install -d -o hearthwatch -g hearthwatch -m 750 /var/lib/hearthwatch/publish \
    && install -d -o hearthwatch -g hearthwatch -m 750 /srv/hearthwatch/video-frames
WORKDIR /opt/hearthwatch
COPY --from=build /opt/hearthwatch/hearthwatch /opt/hearthwatch/pom.xml ./
COPY --from=build /opt/hearthwatch/target/hearthwatch.jar target/
COPY --from=build /opt/hearthwatch/target/lib target/lib
COPY --from=build /opt/hearthwatch/target/native target/native
ENV ORT_DISABLE_TELEMETRY=1
USER 9999:9999
# The build fails here if a native library does not load on this platform.
RUN ./hearthwatch doctor
ENTRYPOINT ["/opt/hearthwatch/hearthwatch"]
CMD ["--help"]


FROM flink:2.2.1-scala_2.12-java17 AS flink
USER root
# Native libraries are mapped once per process from lib/, not once per submission from the job's jar.
COPY --from=build \
    /opt/hearthwatch/target/lib/onnxruntime-*.jar \
    /opt/hearthwatch/target/lib/leptonica-*.jar \
    /opt/hearthwatch/target/lib/javacpp-*.jar \
    /opt/hearthwatch/target/lib/zstd-jni-*.jar \
    /opt/hearthwatch/target/lib/hearthwatch-metrics.jar \
    /opt/flink/lib/
COPY --from=build /opt/hearthwatch/target/hearthwatch-job.jar /opt/flink/usrlib/
COPY flink-conf /opt/hearthwatch/flink-conf
COPY containers/log4j-console.properties /opt/hearthwatch/flink-conf/
COPY --chmod=755 containers/start-flink.sh /opt/hearthwatch/
# The shipped settings are for one machine. Here each process has a network of its own, on which it must
# listen; what reaches it is decided by docker-compose.yml.
RUN bash "$FLINK_HOME/bin/config-parser-utils.sh" \
        /opt/hearthwatch/flink-conf "$FLINK_HOME/bin" "$FLINK_HOME/lib" \
        -repKV rest.bind-address,127.0.0.1,0.0.0.0 \
        -repKV jobmanager.bind-host,127.0.0.1,0.0.0.0 \
        -repKV taskmanager.bind-host,127.0.0.1,0.0.0.0 \
        -repKV metrics.reporter.prometheus.host,127.0.0.1,0.0.0.0 \
        -rmKV taskmanager.host=localhost \
        -Djobmanager.rpc.address=jobmanager \
        -Dtaskmanager.rpc.port=6122 \
        -Dio.tmp.dirs=/var/lib/hearthwatch/work \
        -Dweb.submit.enable=false \
    && install -d -o flink -g flink -m 750 \
        /var/lib/hearthwatch/checkpoints \
        /var/lib/hearthwatch/savepoints \
        /var/lib/hearthwatch/work
ENV ORT_DISABLE_TELEMETRY=1
USER flink
# Again: this image has another Java, and its own copies of the libraries come first.
RUN --mount=type=bind,from=build,source=/opt/hearthwatch/target,target=/build \
    java -cp "/opt/flink/lib/*:/build/hearthwatch.jar:/build/lib/*" \
        io.hearthwatch.cli.Hearthwatch doctor
ENTRYPOINT ["/opt/hearthwatch/start-flink.sh"]
CMD ["help"]
