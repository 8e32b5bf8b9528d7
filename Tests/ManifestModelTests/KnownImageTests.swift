import Foundation
import ManifestModel
import TestSupport
import Testing

/// How an image's name is read, and what the table says of it.
@Suite("Known images")
struct KnownImageTests {
  private static func title(_ text: String) -> String? {
    let reference = ImageReference(Template.read(text).template)
    guard let reference, let row = KnownImage.row(of: reference) else { return nil }
    return "\(row.name) \(row.version(of: reference)?.description ?? "?")"
  }

  @Test(
    "are known by their own name, whatever the tag's form",
    arguments: [
      ("postgres", "PostgreSQL ?"), ("postgres:16", "PostgreSQL 16"),
      ("postgres:16-alpine", "PostgreSQL 16"), ("postgres:16.4-alpine3.20", "PostgreSQL 16.4"),
      ("postgres:18beta1", "PostgreSQL 18"), ("postgres:alpine", "PostgreSQL ?"),
      ("postgres:latest", "PostgreSQL ?"), ("postgres:bookworm", "PostgreSQL ?"),
      ("postgres:16@sha256:0123", "PostgreSQL 16"), ("postgres@sha256:0123", "PostgreSQL ?"),
      ("docker.io/postgres:16", "PostgreSQL 16"),
      ("docker.io/library/postgres:16", "PostgreSQL 16"), ("library/postgres:16", "PostgreSQL 16"),
      ("mirror.example.com:5000/docker/library/postgres:16", "PostgreSQL 16"),
      ("postgres:${PG:-16}", "PostgreSQL 16"), ("postgres:${PG:-16}-alpine", "PostgreSQL 16"),
      ("postgres:${PG}", "PostgreSQL ?"), ("postgres:1${PG}", "PostgreSQL ?"),
      ("postgres:16-${VARIANT}", "PostgreSQL 16"), ("postgres:16.${MINOR}", "PostgreSQL ?"),
      ("postgis/postgis:16-3.4", "PostGIS 16"), ("pgvector/pgvector:pg17", "pgvector 17"),
      ("pgvector/pgvector:0.8.0-pg17-trixie", "pgvector 17"),
      ("timescale/timescaledb:2.17.2-pg16", "TimescaleDB 16"),
      ("timescale/timescaledb:latest-pg16", "TimescaleDB 16"),
      ("timescale/timescaledb:2.17.2", "TimescaleDB ?"), ("mysql:8.0.41-debian", "MySQL 8.0.41"),
      ("getmeili/meilisearch:v1.12", "Meilisearch 1.12"),
      ("quay.io/minio/minio:RELEASE.2025-04-22T22-12-26Z", "MinIO ?"),
      ("docker.elastic.co/elasticsearch/elasticsearch:8.17.0", "Elasticsearch 8.17.0"),
      ("redis:20240101", "Redis ?"),
    ])
  func known(image: String, title: String) {
    #expect(Self.title(image) == title)
  }

  @Test(
    "are not those of somebody else",
    arguments: [
      "registry.example.com/postgres:16", "registry.example.com/shop/postgres:16",
      "localhost:5000/postgres:16", "acme/postgres:16", "bitnami/redis:7",
      "${REGISTRY}/postgres:16", "postgres-${FLAVOUR}:16", "${IMAGE}", "nginx:1.29",
      "postgresql:16",
      "ghcr.io/acme/mysql", "quay.io/minio/mc", "timescale/timescaledb-ha:pg17",
    ])
  func unknown(image: String) {
    #expect(Self.title(image) == nil)
  }

  /// The scheme of a URL is what anybody's `redis` speaks.
  @Test(
    arguments: [
      ("bitnami/redis:7", "redis"), ("registry.example.com/team/postgres:16", "postgresql"),
      ("valkey/valkey:8", "redis"), ("mongo:8", "mongodb"), ("rabbitmq:4", "amqp"),
    ])
  func theSchemeIsKnownByTheLastPart(image: String, scheme: String) {
    #expect(KnownImage.scheme(of: Template.read(image).template) == scheme)
  }

  @Test func theFolderFollowsTheVersion() throws {
    func mountPoint(_ text: String) throws -> String? {
      let reference = try #require(ImageReference(text))
      let row = try #require(KnownImage.row(of: reference))
      return row.folder(of: row.version(of: reference))?.mountPoint
    }
    #expect(try mountPoint("postgres:17") == "/var/lib/postgresql/data")
    #expect(try mountPoint("postgres:18") == "/var/lib/postgresql")
    #expect(try mountPoint("postgres:19beta1-alpine") == "/var/lib/postgresql")
    #expect(try mountPoint("pgvector/pgvector:0.8.1-pg18") == "/var/lib/postgresql")
    #expect(try mountPoint("postgres:latest") == nil, "the tag does not tell")
    #expect(try mountPoint("influxdb:1.8") == "/var/lib/influxdb")
    #expect(try mountPoint("influxdb:2.7-alpine") == "/var/lib/influxdb2")
    #expect(try mountPoint("mysql") == "/var/lib/mysql", "of every version")
  }

  @Test(
    "say what a new version makes of old data",
    arguments: [
      ("postgres:16", "postgres:17", "stops PostgreSQL 17 does not start on the data of 16"),
      (
        "postgres:17-alpine", "postgres:16",
        "stops PostgreSQL 16 does not start on the data of 17"
      ),
      (
        "postgres:16", "pgvector/pgvector:pg17",
        "stops pgvector 17 does not start on the data of 16"
      ),
      ("postgres:16.3", "postgres:16.4-alpine", ""), ("postgres:16", "postgis/postgis:16-3.5", ""),
      ("postgres:16", "postgres:latest", ""),
      ("postgres:16", "registry.example.com/postgres:17", ""),
      (
        "mysql:8.0", "mysql:8.4",
        "MySQL 8.4 changes the data of 8.0 at its first start, for good"
      ),
      ("mysql:8.4", "mysql:8.0", "stops MySQL 8.0 does not start on the data of 8.4"),
      ("mysql:8", "mysql:8.4", ""), ("mysql:8.0.40", "mysql:8.0.41", ""),
      ("mysql:8.0", "postgres:16", "stops PostgreSQL does not start on the data of MySQL"),
      (
        "getmeili/meilisearch:v1.10", "getmeili/meilisearch:v1.11",
        "stops Meilisearch 1.11 does not start on the data of 1.10"
      ),
      ("redis:7-alpine", "valkey/valkey:8", ""), ("memcached:1.5", "memcached:1.6", ""),
      ("nginx:1.27", "nginx:1.29", ""),
    ])
  func change(old: String, new: String, says: String) throws {
    let change = KnownImage.change(
      from: try #require(ImageReference(old)), to: try #require(ImageReference(new)))
    #expect(change.map { ($0.stops ? "stops " : "") + $0.says } ?? "" == says)
    #expect(change == nil || change?.instead.isEmpty == false)
  }

  @Test func everyRowIsWhole() {
    var seen: Set<String> = []
    for row in KnownImage.all {
      for name in row.repositories { #expect(seen.insert(name).inserted, "\(name) stands twice") }
      #expect(!row.source.isEmpty && !row.probe.isEmpty && !row.ports.isEmpty, "\(row.name)")
      #expect(row.folders.dropLast().allSatisfy { !$0.mountPoint.isEmpty })
      for name in row.repositories {
        #expect(ImageReference(name + ":1")?.listedName == name, "\(name) is not read as itself")
      }
    }
    #expect(KnownImage.all.count >= 30)
  }

  /// With RECORD_GOLDENS=1 the page is written, and the test fails all the same.
  @Test func thePageIsTheTable() throws {
    let file = Repository.root.appending(path: "docs/images.md")
    guard (try? String(contentsOf: file, encoding: .utf8)) != KnownImage.page else { return }
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try KnownImage.page.write(to: file, atomically: true, encoding: .utf8)
    }
    Issue.record("docs/images.md is stale: RECORD_GOLDENS=1 swift test --filter KnownImageTests")
  }
}
