import Compilation
import Diagnostics
import Testing

/// Beside their pages: what the rules about known images tell, and where they hold their tongue.
@Suite("Rules about known images")
struct ImageRuleTests {
  private static func findings(_ service: String, targets: String = "") -> [String] {
    let text = """
      zdc: 1
      project: shop
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
      backing:
        it: { \(service) }
      volumes: { data: { size: 1Gi } }
      \(targets)
      """
    return Catalogue.findings(in: Array(text.utf8)).filter { (260...279).contains($0.code.number) }
      .map { "\($0.code.number) \($0.help ?? $0.message)" }
  }

  private static let pg = "image: \"postgres:16\", port: 5432"
  private static let pgData = "volumes: { data: /var/lib/postgresql/data }"

  @Test(
    "tell a probe that asks by the socket, however it is written",
    arguments: [
      ("[pg_isready]", "[pg_isready, -h, 127.0.0.1]"),
      ("[pg_isready, -q, -d, shop]", "[pg_isready, -h, 127.0.0.1, -q, -d, shop]"),
      ("[pg_isready, -h, /var/run/postgresql]", "[pg_isready, -h, 127.0.0.1, -U, postgres]"),
      (
        "[sh, -c, \"pg_isready -U $POSTGRES_USER || exit 1\"]",
        "[pg_isready, -h, 127.0.0.1, -U, postgres]"
      ),
      ("[/usr/local/bin/psql, -c, \"SELECT 1\"]", "[pg_isready, -h, 127.0.0.1, -U, postgres]"),
      ("[pg_isready, -U, \"${DBUSER}\"]", "[pg_isready, -h, 127.0.0.1, -U, postgres]"),
    ])
  func bySocket(command: String, better: String) {
    let found = Self.findings("\(Self.pg), \(Self.pgData), health: { command: \(command) }")
    #expect(found == ["260 write command: \(better)"])
  }

  @Test(
    "let a probe pass that asks by the network, or may",
    arguments: [
      "[pg_isready, -h, 127.0.0.1]", "[pg_isready, -hlocalhost]", "[pg_isready, --host=db]",
      "[sh, -c, \"pg_isready -U x -h $(hostname)\"]",
      "[psql, \"postgres://x@127.0.0.1/x\", -c, SELECT 1]",
      "[pg_isready, -d, \"host=127.0.0.1 user=x\"]", "[pg_isready, \"${HOW}\"]", "[/check.sh]",
      "[true]",
    ])
  func byNetwork(command: String) {
    #expect(Self.findings("\(Self.pg), \(Self.pgData), health: { command: \(command) }") == [])
  }

  @Test func otherServersAnswerEarlyToo() {
    let mysql = "image: \"mysql:8.4\", port: 3306, volumes: { data: /var/lib/mysql }"
    #expect(
      Self.findings("\(mysql), health: { command: [mysqladmin, ping] }")
        == ["260 write command: [mysqladmin, -h, 127.0.0.1, ping]"])
    #expect(Self.findings("\(mysql), health: { command: [mysqladmin, ping, -h127.0.0.1] }") == [])
    let redis = "image: \"redis:7\", port: 6379, health: { command: [redis-cli, ping] }"
    #expect(
      Self.findings("\(redis), volumes: { data: /data }")
        == ["260 write command: [redis-cli, -e, ping]"])
    #expect(Self.findings(redis) == [], "a cache without a volume has nothing to read")
    let old = redis.replacing("redis:7", with: "redis:6.0")
    #expect(
      Self.findings("\(old), volumes: { data: /data }")
        == ["260 write command: [sh, -c, \"redis-cli ping | grep -q PONG\"]"])
    let mongo =
      "image: \"mongo:8\", port: 27017, volumes: { data: /data/db }, "
      + "health: { command: [mongosh, --eval, \"db.adminCommand('ping')\"] }"
    #expect(Self.findings(mongo) == [], "without a user to make there is no set-up")
    #expect(Self.findings("\(mongo), env: { MONGO_INITDB_ROOT_USERNAME: root }").count == 1)
  }

  @Test(
    "tell a volume beside the data",
    arguments: [
      ("postgres:18", "/var/lib/postgresql/data", "write /var/lib/postgresql"),
      ("postgres:18-alpine", "/var/lib/postgresql/17/docker", "write /var/lib/postgresql"),
      ("postgres:16", "/var/lib/postgresql", "write /var/lib/postgresql/data"),
      ("postgis/postgis:16-3.5", "/var/lib", "write /var/lib/postgresql/data"),
      ("mongo:8", "/data", "write /data/db"), ("redis:7", "/var/lib/redis", "write /data"),
      ("influxdb:2.7", "/var/lib/influxdb", "write /var/lib/influxdb2"),
      (
        "apache/kafka:4.0.0", "/var/lib/kafka/data",
        "add env: { KAFKA_LOG_DIRS: /var/lib/kafka/data }, and lay the volume there"
      ),
    ])
  func beside(image: String, path: String, help: String) {
    let found = Self.findings("image: \"\(image)\", volumes: { data: \(path) }")
    #expect(found == ["261 \(help)"])
  }

  @Test(
    "let a volume pass that holds the data, or may",
    arguments: [
      "image: \"postgres:18\", volumes: { data: /var/lib/postgresql }",
      "image: \"postgres:18\", volumes: { data: /var/lib/postgresql/18/docker }",
      "image: \"postgres:16\", volumes: { data: /var/lib/postgresql/data/ }",
      "image: \"postgres:alpine\", volumes: { data: /var/lib/postgresql/data }",
      "image: \"postgres:${PG}\", volumes: { data: /var/lib/postgresql/data }",
      "image: \"postgres@sha256:00\", volumes: { data: /var/lib/postgresql/data }",
      "image: \"registry.example.com/postgres:18\", volumes: { data: /var/lib/postgresql/data }",
      "image: \"postgres:18\", env: { PGDATA: /var/lib/postgresql/data/pg }, "
        + "volumes: { data: /var/lib/postgresql/data }",
      "image: \"postgres:18\", env: { PGDATA: \"${WHERE}\" }, volumes: { data: /x }",
      "image: \"postgres:16\", command: [postgres, -D, /srv/pg], volumes: { data: /srv/pg }",
      "image: \"redis:7\", volumes: { data: /var/run/redis }",
      "image: \"mysql:8\", volumes: { data: /var/lib/mysql/shop }",
      "image: \"apache/kafka:4.0.0\", env: { KAFKA_LOG_DIRS: /var/lib/kafka/data }, "
        + "volumes: { data: /var/lib/kafka/data }",
    ])
  func holding(service: String) {
    #expect(Self.findings(service).filter { $0.hasPrefix("261") } == [])
  }

  @Test func kubernetesLaysNoVolumeOfItsOwn() {
    let service = "image: \"postgres:16\", volumes: { data: /var/lib/postgresql }"
    let only = "targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }"
    #expect(Self.findings(service).count == 1)
    #expect(Self.findings(service, targets: only) == [])
  }

  @Test func portsAreToldOnlyWhereNothingMovesThem() {
    #expect(Self.findings("image: \"redis:7\", port: 6378").count == 1)
    #expect(Self.findings("image: \"redis:7\", port: 6378, command: [redis-server, /x]") == [])
    let moved = "image: \"mysql:8\", port: 3307, env: { MYSQL_TCP_PORT: \"3307\" }"
    #expect(Self.findings(moved) == [])
    #expect(Self.findings("image: \"mysql:8\", port: 33060") == [])
    #expect(Self.findings("image: \"acme/redis:7\", port: 6378") == [])
  }

  @Test(
    "tell a gateway that can't start or can't be asked",
    arguments: [
      ("nginx:1.25", 264), ("nginx:1.27.2-alpine", 264), ("nginxinc/nginx-unprivileged:1.26", 264),
      ("nginx:1.29-alpine-slim", 265), ("nginx:alpine-slim", 265), ("nginx:1.27.3", 0),
      ("nginx:1.27", 0), ("nginx:alpine", 0), ("nginx:latest", 0), ("nginx:stable-alpine", 0),
      ("nginx:1.29-alpine-perl", 0), ("registry.example.com/nginx:1.20", 0), ("nginx:${V}", 0),
      ("acme/gateway:1.2-slim", 0),
    ])
  func gateways(image: String, code: Int) {
    let text = """
      zdc: 1
      project: shop
      gateway: { image: "\(image)", listen: { http: 80 }, routes: { /: web } }
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up }

      """
    let found = Catalogue.findings(in: Array(text.utf8)).map(\.code.number)
      .filter { (260...279).contains($0) }
    #expect(found == (code == 0 ? [] : [code]))
    let only = text + "targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }\n"
    let left = Catalogue.findings(in: Array(only.utf8)).map(\.code.number)
    #expect(!left.contains { (260...279).contains($0) }, "Kubernetes asks and resolves by itself")
  }

  /// nginx' own alpine image has curl, unlike others.
  @Test func nginxOnAlpineHasCurl() {
    func codes(_ image: String) -> [Int] {
      let text = """
        zdc: 1
        project: shop
        services:
          web: { image: "\(image)", command: [nginx], port: 80, health: /up }

        """
      return Catalogue.findings(in: Array(text.utf8)).map(\.code.number).filter { $0 == 239 }
    }
    #expect(codes("nginx:1.29-alpine") == [])
    #expect(codes("nginx:1.29-alpine-slim") == [239])
    #expect(codes("acme/nginx:1-alpine") == [239])
  }
}
