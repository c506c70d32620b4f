# The hub as one static program in an otherwise empty image: no shell, no package manager, nothing to patch but itself.

FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /image/thrive ./server \
 && mkdir -p /image/data /image/tmp

FROM scratch
# To check the certificates of the token issuer and of Postgres.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
# A named volume takes the owner of the folder that it covers.
COPY --from=build --chown=65532:65532 /image /
USER 65532:65532
ENV THRIVE_DATA=/data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/thrive"]
CMD ["serve"]
