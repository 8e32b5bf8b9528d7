extension KnownImage {
  /// Databases: of rows, of documents, of graphs, of times.
  static let databases: [KnownImage] = [
    postgres("PostgreSQL", ["postgres"], source: "docker-library/postgres: Dockerfile, entrypoint"),
    postgres(
      "PostGIS", ["postgis/postgis"],
      source: "postgis/docker-postgis: FROM postgres; the tag begins with PostgreSQL's version"),
    postgres(
      "pgvector", ["pgvector/pgvector"], versionAfter: "pg",
      source: "pgvector/pgvector: Dockerfile, FROM postgres"),
    postgres(
      "TimescaleDB", ["timescale/timescaledb"], versionAfter: "pg",
      source: "timescale/timescaledb-docker: Dockerfile, FROM postgres on Alpine"),
    mysql("MySQL", ["mysql"], user: "999", source: "docker-library/mysql; MySQL: Upgrade Paths"),
    mysql(
      "Percona Server", ["percona", "percona/percona-server"], user: "1001",
      source: "percona/percona-docker; Percona: MySQL upgrade paths"),
    KnownImage(
      "MariaDB", ["mariadb"], scheme: "mysql",
      folders: [DataFolder("/var/lib/mysql", declared: "/var/lib/mysql")],
      probe: ["mariadb-admin", "ping", "-h", "127.0.0.1"], early: [mysqlSocket],
      absentTools: [
        AbsentTool(name: "mysqladmin", since: [11], instead: "mariadb-admin"),
        AbsentTool(name: "mysql", since: [11], instead: "mariadb"),
      ], ports: [3306], user: "999",
      upgrade: .converts(
        2, "take a backup first, and set MARIADB_AUTO_UPGRADE for the start that upgrades"),
      source: "MariaDB/mariadb-docker: entrypoint; MariaDB: upgrading between versions"),
    KnownImage(
      "MongoDB", ["mongo"], scheme: "mongodb",
      folders: [DataFolder("/data/db", declared: "/data/db")],
      probe: [
        "sh", "-c", #"mongosh --quiet --host "$(hostname)" --eval 'db.adminCommand("ping")'"#,
      ],
      before: OlderProbe(
        before: [5],
        words: [
          "sh", "-c", #"mongo --quiet --host "$(hostname)" --eval 'db.adminCommand("ping")'"#,
        ]),
      early: [
        .byLoopback(
          ["mongosh", "mongo"],
          variables: ["MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_ROOT_USERNAME_FILE"])
      ], portTool: .always, ports: [27017], user: "999",
      upgrade: .converts(
        2, "go one version at a time, with its setFeatureCompatibilityVersion, after a backup"),
      source: "docker-library/mongo: entrypoint (--bind_ip 127.0.0.1); MongoDB: release notes"),
    KnownImage(
      "ClickHouse", ["clickhouse", "clickhouse/clickhouse-server"],
      folders: [DataFolder("/var/lib/clickhouse", declared: "/var/lib/clickhouse")],
      probe: ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8123/ping"],
      ports: [8123, 9000, 9009], user: "101",
      upgrade: .converts(1, "take a backup first; going back is not supported"),
      source: "ClickHouse/ClickHouse: docker/server"),
    KnownImage(
      "InfluxDB 2", ["influxdb"], scheme: "http",
      folders: [
        DataFolder(since: [2], "/var/lib/influxdb2", declared: "/var/lib/influxdb2"),
        DataFolder("/var/lib/influxdb", declared: "/var/lib/influxdb"),
      ],
      probe: ["influx", "ping"], ports: [8086], user: "1000 (version 1: root)",
      upgrade: .refuses(1, "run influxd upgrade into a new volume"),
      source: "influxdata/influxdata-docker; InfluxData: upgrade from 1.x to 2"),
    KnownImage(
      "Cassandra", ["cassandra"],
      folders: [DataFolder("/var/lib/cassandra", declared: "/var/lib/cassandra")],
      probe: ["bash", "-c", "< /dev/tcp/127.0.0.1/9042"],
      early: [
        .question(tool: "nodetool", word: "status"), .question(tool: "nodetool", word: "info"),
      ], ports: [9042, 7000, 7199, 9160], user: "999",
      upgrade: .converts(1, "go one major version at a time, and run nodetool upgradesstables"),
      source: "docker-library/cassandra; Cassandra: NEWS.txt, upgrading"),
    KnownImage(
      "CouchDB", ["couchdb", "apache/couchdb"], scheme: "http",
      folders: [DataFolder("/opt/couchdb/data", declared: "/opt/couchdb/data")],
      probe: ["bash", "-c", "< /dev/tcp/127.0.0.1/5984"], ports: [5984], user: "5984",
      upgrade: .converts(1, "take a backup first"),
      source: "apache/couchdb-docker; CouchDB: upgrade notes"),
    KnownImage(
      "Neo4j", ["neo4j"], folders: [DataFolder("/data", declared: "/data")],
      probe: ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:7474"], ports: [7687, 7474, 7473],
      user: "7474", upgrade: .refuses(1, "run neo4j-admin database migrate on a stopped server"),
      source: "neo4j/docker-neo4j; Neo4j: upgrade and migration guide"),
  ]

  /// At its first start the entrypoint runs the server with `listen_addresses=''`. From 18 on the
  /// data are in a folder by version, and the volume belongs one above: with an old mount it exits.
  private static func postgres(
    _ name: String, _ repositories: [String], versionAfter mark: String? = nil, source: String
  ) -> KnownImage {
    KnownImage(
      name, repositories, versionAfter: mark, scheme: "postgresql",
      folders: [
        DataFolder(
          since: [18], "/var/lib/postgresql/{major}/docker", declared: "/var/lib/postgresql",
          variable: "PGDATA"),
        DataFolder(
          "/var/lib/postgresql/data", declared: "/var/lib/postgresql/data", variable: "PGDATA"),
      ],
      probe: ["pg_isready", "-h", "127.0.0.1", "-U", "postgres"],
      early: [
        .bySocket(
          ["pg_isready", "psql"], hostOptions: ["-h", "--host"], hostVariable: "PGHOST")
      ], portTool: .always, ports: [5432], stopSignal: "SIGINT", user: "999 (Alpine: 70)",
      upgrade: .refuses(
        1, "dump with the old version and restore into a new volume, or run pg_upgrade"),
      source: source)
  }

  /// At its first start the entrypoint runs the server with `--skip-networking`.
  private static let mysqlSocket = EarlyAnswer.bySocket(
    ["mysqladmin", "mysql", "mariadb-admin", "mariadb"],
    // What names localhost is told by the rule about localhost.
    hostOptions: ["-h", "--host", "--protocol"], hostVariable: "MYSQL_HOST")

  private static func mysql(
    _ name: String, _ repositories: [String], user: String, source: String
  ) -> KnownImage {
    KnownImage(
      name, repositories, scheme: "mysql",
      folders: [DataFolder("/var/lib/mysql", declared: "/var/lib/mysql")],
      probe: ["mysqladmin", "ping", "-h", "127.0.0.1"], early: [mysqlSocket],
      ports: [3306, 33060], user: user,
      upgrade: .converts(
        2, "go from one long-term series to the next (8.0, 8.4, 9.7), after a backup"),
      source: source)
  }
}
