extension KnownImage {
  /// What may be lost, and often is not meant to be: caches, sessions, queues on top of them.
  static let caches: [KnownImage] = [
    redis(
      "Redis", ["redis"], "redis-cli", probe: ["redis-cli", "-e", "ping"],
      before: OlderProbe(
        before: [6, 2], words: ["sh", "-c", "redis-cli ping | grep -q PONG"]),
      user: "999",
      source: "docker-library/redis; redis.io: LOADING; redis/redis#8136 (-e, from 6.2 on)"),
    redis(
      "Valkey", ["valkey/valkey"], "valkey-cli", probe: ["valkey-cli", "-e", "ping"], user: "999",
      source: "valkey-io/valkey-container"),
    redis(
      "KeyDB", ["eqalpha/keydb"], "keydb-cli",
      probe: ["sh", "-c", "keydb-cli ping | grep -q PONG"], portTool: .unknown, user: "999",
      source: "EQ-Alpha/KeyDB: docker"),
    KnownImage(
      "Dragonfly",
      [
        "docker.dragonflydb.io/dragonflydb/dragonfly", "ghcr.io/dragonflydb/dragonfly",
      ], scheme: "redis", folders: [DataFolder("/data", declared: "/data")], isDurable: false,
      probe: ["sh", "-c", "redis-cli ping | grep -q PONG"],
      early: [.whileLoading(["redis-cli"], unless: ["PONG", "-e"])], portTool: .always,
      ports: [6379], user: "999", upgrade: .free,
      source: "dragonflydb/dragonfly: tools/packaging/Dockerfile.ubuntu-prod"),
    KnownImage(
      "Memcached", ["memcached"], isDurable: false,
      probe: ["bash", "-c", "< /dev/tcp/127.0.0.1/11211"], portTool: .always, ports: [11211],
      user: "11211", upgrade: .free, source: "docker-library/memcached"),
  ]

  /// Redis, and what grew from it: until its data are read it answers every PING with an error, and
  /// its client exits 0 all the same.
  private static func redis(
    _ name: String, _ repositories: [String], _ client: String, probe: [String],
    before olderProbe: OlderProbe? = nil, portTool: PortTool = .always, user: String,
    source: String
  ) -> KnownImage {
    KnownImage(
      name, repositories, scheme: "redis", folders: [DataFolder("/data", declared: "/data")],
      isDurable: false, probe: probe, before: olderProbe,
      early: [.whileLoading([client], unless: ["-e", "PONG"])], portTool: portTool,
      ports: [6379], user: user,
      upgrade: .converts(2, "take a backup first: an older version does not read newer files"),
      source: source)
  }
}
