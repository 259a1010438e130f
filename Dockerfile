# The wheel is built through the sdist, so that nothing git ignores gets in, and is installed
# beside the locked dependencies. Nothing of the build stage but the finished environment remains.
FROM python:3.13-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1

WORKDIR /src
COPY requirements-build.lock requirements.lock ./
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --require-hashes --requirement requirements-build.lock \
    && python -m venv /opt/policyfacts \
    && /opt/policyfacts/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY pyproject.toml README.md CHANGELOG.md LICENSE LICENSE-DATA ./
COPY app/policyfacts app/policyfacts
COPY migrations migrations
COPY seed seed
RUN /opt/build/bin/python -m build --no-isolation --outdir /tmp/dist \
    && /opt/policyfacts/bin/pip install --no-cache-dir --no-deps --no-index /tmp/dist/policyfacts-*.whl


FROM python:3.13-slim

LABEL org.opencontainers.image.title="policyfacts" \
      org.opencontainers.image.description="The facts of a government's annual foreign-policy review as data, over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0"

RUN groupadd --system --gid 10001 policyfacts \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin policyfacts \
    && install --directory --owner=policyfacts --group=policyfacts /data
COPY --from=build /opt/policyfacts /opt/policyfacts

ENV PATH="/opt/policyfacts/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    POLICYFACTS_DATABASE_URL=sqlite:////data/policyfacts.db

USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]

# `--load` brings an empty database up to date and loads the bundled seed before the first answer.
ENTRYPOINT ["policyfacts"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000", "--load"]
