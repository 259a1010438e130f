# Two layers: the locked dependencies, which change seldom, and the program, which is small.
FROM python:3.13-slim AS dependencies

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1

WORKDIR /src
COPY requirements-build.lock requirements.lock ./
# What runs needs no pip: that of the build stage installs into it.
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --require-hashes --requirement requirements-build.lock \
    && python -m venv --without-pip /opt/policyfacts \
    && /opt/build/bin/pip --python /opt/policyfacts/bin/python install --no-cache-dir --require-hashes --requirement requirements.lock


FROM dependencies AS program

# The wheel is built through the sdist, and .gitignore is there: what git ignores gets in by neither way.
COPY .gitignore pyproject.toml README.md CHANGELOG.md LICENSE LICENSE-DATA ./
COPY app/policyfacts app/policyfacts
COPY migrations migrations
COPY seed seed
RUN /opt/build/bin/python -m build --no-isolation --outdir /tmp/dist \
    && /opt/build/bin/pip --python /opt/policyfacts/bin/python install --no-cache-dir --no-deps --no-index --prefix /opt/program /tmp/dist/policyfacts-*.whl


FROM python:3.13-slim

# The base image has its standard library uncompiled: each start would compile it anew.
# The group is 0, as platforms have it that give each container a user of its own.
RUN python -m compileall -q /usr/local/lib/python3.13 \
    && useradd --system --uid 10001 --gid 0 --no-create-home --shell /usr/sbin/nologin policyfacts \
    && install --directory --owner=policyfacts --group=root --mode=0775 /data
COPY --from=dependencies /opt/policyfacts /opt/policyfacts
COPY --from=program /opt/program /opt/policyfacts

ENV PATH="/opt/policyfacts/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    POLICYFACTS_DATABASE_URL=sqlite:////data/policyfacts.db \
    POLICYFACTS_LISTEN_HOST=0.0.0.0 \
    POLICYFACTS_LISTEN_PORT=8000

USER 10001:0
WORKDIR /data
VOLUME /data
EXPOSE 8000

# Whether the process answers: an outage of the database is no reason to end it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-ISc", "import http.client, os; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['POLICYFACTS_LISTEN_PORT']), timeout=4); c.request('GET', '/health/live'); raise SystemExit(c.getresponse().status != 200)"]

# `--load` brings an empty database up to date and loads the bundled seed before the first answer.
# Docker gives a container ten seconds to stop, so requests get seven of them.
ENTRYPOINT ["policyfacts"]
CMD ["serve", "--load", "--graceful-seconds", "7"]

ARG VERSION=unknown
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="policyfacts" \
      org.opencontainers.image.description="The facts of governments' annual foreign-policy reviews as data, over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0 AND CC-BY-4.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE"
