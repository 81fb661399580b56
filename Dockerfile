# Fristvakt as an image: what requirements/runtime.txt locks and nothing else, for a user without
# rights and a root file system that may be read-only. It writes to /var/lib/fristvakt and /tmp.

FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN ["python", "-m", "venv", "/opt/fristvakt"]
COPY requirements/runtime.txt requirements/
RUN ["/opt/fristvakt/bin/python", "-m", "pip", "install", "--quiet", "--no-cache-dir", "--only-binary=:all:", "--require-hashes", "--requirement", "requirements/runtime.txt"]
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY digests digests
COPY rules rules
COPY storage storage
RUN ["/opt/fristvakt/bin/python", "-m", "pip", "install", "--quiet", "--no-cache-dir", "--no-build-isolation", "--no-deps", "--no-index", "."]

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="Fristvakt" \
      org.opencontainers.image.description="Deadline watch for Swedish child-welfare units" \
      org.opencontainers.image.licenses="MIT"
ENV PATH=/opt/fristvakt/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FRISTVAKT_HOST=0.0.0.0 \
    FRISTVAKT_PORT=3978 \
    FRISTVAKT_DATABASE_URL=sqlite:////var/lib/fristvakt/fristvakt.db \
    FRISTVAKT_LOG_FILE=-
RUN ["install", "--directory", "--owner=10001", "--group=10001", "--mode=0700", "/var/lib/fristvakt"]
COPY --from=build /opt/fristvakt /opt/fristvakt
# fristvakt.toml is read from here, if there is one.
WORKDIR /etc/fristvakt
USER 10001:10001
VOLUME ["/var/lib/fristvakt"]
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "bot.alive"]
ENTRYPOINT ["fristvakt"]
CMD ["serve"]
