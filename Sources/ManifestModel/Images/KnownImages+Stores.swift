extension KnownImage {
  /// Stores of objects, of settings, of secrets.
  static let stores: [KnownImage] = [
    KnownImage(
      "MinIO", ["minio/minio", "quay.io/minio/minio"], scheme: "http",
      probe: ["mc", "ready", "local"], ports: [9000, 9001], user: "root", upgrade: .free,
      source: "minio/minio: Dockerfile.release (it has mc); the data folder is its command's"),
    KnownImage(
      "etcd",
      ["quay.io/coreos/etcd", "gcr.io/etcd-development/etcd", "registry.k8s.io/etcd"],
      scheme: "http", probe: ["etcdctl", "endpoint", "health"], ports: [2379, 2380], user: "root",
      upgrade: .free, source: "etcd-io/etcd: Dockerfile-release (no shell)"),
    KnownImage(
      "Consul", ["hashicorp/consul", "consul"], scheme: "http",
      folders: [DataFolder("/consul/data", declared: "/consul/data")], isDurable: false,
      probe: ["consul", "operator", "raft", "list-peers"],
      ports: [8500, 8501, 8502, 8300, 8301, 8302, 8600], user: "100", upgrade: .free,
      source: "hashicorp/consul: Dockerfile, entrypoint"),
    KnownImage(
      "Vault", ["hashicorp/vault", "vault"],
      folders: [DataFolder("/vault/file", declared: "/vault/file")], isDurable: false,
      probe: ["vault", "status"], ports: [8200, 8201], user: "100", upgrade: .free,
      source: "hashicorp/vault: Dockerfile (by default a server in memory)"),
  ]
}
