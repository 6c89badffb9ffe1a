# syntax=docker/dockerfile:1.7
#
# One image file for every app:
#   docker build --build-arg APP=home-activities .
#   docker build --build-arg APP=console --target console .
# `npx pnpm@12 verify-deploy <app>` runs the same steps without a Docker engine.

ARG NODE_IMAGE=node:26.10.0-trixie-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs26-debian13:nonroot

FROM ${NODE_IMAGE} AS tools
ARG PNPM_VERSION=12.21.0
ARG TURBO_VERSION=2.11.11
ENV CI=1 TURBO_TELEMETRY_DISABLED=1
RUN npm install --global pnpm@${PNPM_VERSION} turbo@${TURBO_VERSION}
WORKDIR /repo

# The packages that this app needs, without the other apps.
FROM tools AS prune
ARG APP
COPY . .
RUN turbo prune "@cruddur/${APP}" --docker

FROM tools AS build
ARG APP
COPY --from=prune /repo/out/json/ ./
RUN --mount=type=cache,id=pnpm-store,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --filter "@cruddur/${APP}..."
COPY --from=prune /repo/out/full/ ./
RUN --mount=type=cache,id=pnpm-store,target=/root/.local/share/pnpm/store \
    turbo run build --filter="@cruddur/${APP}" \
 && pnpm --filter "@cruddur/${APP}" deploy --prod ../app
# pnpm's notes of when it ran.
RUN rm ../app/node_modules/.modules.yaml ../app/node_modules/.pnpm-workspace-state-v1.json \
 && mkdir ../data

FROM ${RUNTIME_IMAGE} AS runtime
ARG APP
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="${APP}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /app ./
ENV NODE_ENV=production HOST=0.0.0.0 \
    OTEL_SERVICE_NAME=${APP} OTEL_SERVICE_VERSION=${VERSION} CODE_VERSION=${REVISION}
STOPSIGNAL SIGTERM

FROM runtime AS console
# A named volume takes its owner from here; there is no shell to set it later.
COPY --from=build --chown=65532:65532 /data /data
ENV CONSOLE_HOST=0.0.0.0 CONSOLE_PORT=4000 CONSOLE_DATA_DIR=/data
EXPOSE 4000 4318 2000/tcp 2000/udp
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --start-interval=1s --retries=3 \
  CMD ["/nodejs/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.CONSOLE_PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["--enable-source-maps", "dist/main.js"]

FROM runtime AS service
ENV PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=1s --retries=3 \
  CMD ["/nodejs/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["--enable-source-maps", "--import", "@cruddur/telemetry/register", "dist/server.js"]
