extension KnownImage {
  /// Search engines. Their indexes can be made again, but seldom while a site waits.
  static let searchEngines: [KnownImage] = [
    elastic(
      "Elasticsearch", ["elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch"],
      "/usr/share/elasticsearch/data",
      source: "elastic/elasticsearch: distribution/docker; Elastic: upgrade"),
    elastic(
      "OpenSearch", ["opensearchproject/opensearch"], "/usr/share/opensearch/data",
      source: "opensearch-project/opensearch-build: docker; OpenSearch: upgrade"),
    KnownImage(
      "Meilisearch", ["getmeili/meilisearch"], scheme: "http",
      folders: [DataFolder("/meili_data", declared: nil, variable: "MEILI_DB_PATH")],
      probe: ["curl", "-fs", "-o", "/dev/null", "http://127.0.0.1:7700/health"], ports: [7700],
      user: "root",
      upgrade: .refuses(2, "make a dump with the old version and import it into a new volume"),
      source: "meilisearch/meilisearch: Dockerfile; Meilisearch: update to the latest version"),
    KnownImage(
      "Typesense", ["typesense/typesense"], scheme: "http",
      probe: ["bash", "-c", "< /dev/tcp/127.0.0.1/8108"], ports: [8108, 8107], user: "root",
      upgrade: .free, source: "Typesense: install, updating (the data folder is an option)"),
    KnownImage(
      "Solr", ["solr"], scheme: "http",
      folders: [DataFolder("/var/solr", declared: "/var/solr", variable: "SOLR_HOME")],
      probe: ["bash", "-c", "< /dev/tcp/127.0.0.1/8983"], ports: [8983], user: "8983",
      upgrade: .converts(1, "go one major version at a time: an index of the one before is read"),
      source: "apache/solr-docker; Solr: major changes"),
  ]

  /// With its security on, and so by default, no request without a password gets an answer; the
  /// port opens once the node has started.
  private static func elastic(
    _ name: String, _ repositories: [String], _ folder: String, source: String
  ) -> KnownImage {
    KnownImage(
      name, repositories, folders: [DataFolder(folder, declared: nil)],
      probe: ["bash", "-c", "< /dev/tcp/127.0.0.1/9200"], ports: [9200, 9300], user: "1000",
      upgrade: .converts(1, "go to the last minor version first, then to the next major one"),
      source: source)
  }
}
