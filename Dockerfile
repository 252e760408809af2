# syntax=docker/dockerfile:1
# The app on its own, for those who do not use Azure Functions: the same published folder, with the same command, in an image
# that holds nothing else (no shell, no package manager, no root).
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS publish
ARG TARGETARCH
WORKDIR /source
COPY . .
RUN dotnet publish src/Click2Call.Functions -c Release --os linux -a $TARGETARCH -o /app

# -extra has the time zones that opening hours need.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=publish /app .
ENV ASPNETCORE_URLS=http://0.0.0.0:8080
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 CMD ["/app/click2call", "health"]
ENTRYPOINT ["/app/click2call"]
