extension KnownImage {
  /// Queues, logs, and what they are coordinated by.
  static let queues: [KnownImage] = [
    KnownImage(
      "RabbitMQ", ["rabbitmq"], scheme: "amqp",
      folders: [DataFolder("/var/lib/rabbitmq", declared: "/var/lib/rabbitmq")],
      probe: ["rabbitmq-diagnostics", "-q", "check_port_connectivity"],
      early: [
        .question(tool: "rabbitmq-diagnostics", word: "ping"),
        .question(tool: "rabbitmqctl", word: "ping"),
      ], ports: [5672, 5671, 15672, 15671, 15692, 25672], user: "999 (Alpine: 100)",
      upgrade: .converts(
        2, "enable all feature flags first, and go by the versions that it can be upgraded from"),
      source: "docker-library/rabbitmq; RabbitMQ: monitoring (health checks), upgrade"),
    KnownImage(
      "NATS", ["nats"], scheme: "nats", isDurable: false,
      probe: ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8222/healthz"],
      portTool: .onlyInAlpine, ports: [4222, 6222, 8222], user: "root", upgrade: .free,
      source: "nats-io/nats-docker: only the Alpine variant has a shell and wget"),
    KnownImage(
      "Kafka", ["apache/kafka"],
      folders: [
        DataFolder(
          "/tmp/kraft-combined-logs", declared: nil, variable: "KAFKA_LOG_DIRS",
          prepared: "/var/lib/kafka/data")
      ],
      probe: [
        "/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "127.0.0.1:9092",
      ], ports: [9092, 9093], user: "1000",
      upgrade: .converts(1, "raise metadata.version only once every broker runs the new one"),
      source: "apache/kafka: docker/jvm/Dockerfile, config/kraft/server.properties"),
    KnownImage(
      "Kafka (Confluent)", ["confluentinc/cp-kafka"],
      folders: [
        DataFolder(
          "/var/lib/kafka/data", declared: "/var/lib/kafka/data", variable: "KAFKA_LOG_DIRS")
      ],
      probe: ["kafka-broker-api-versions", "--bootstrap-server", "127.0.0.1:9092"],
      ports: [9092, 9093], user: "1000 (appuser)",
      upgrade: .converts(1, "raise metadata.version only once every broker runs the new one"),
      source: "confluentinc/kafka-images: kafka/Dockerfile"),
    KnownImage(
      "ZooKeeper", ["zookeeper"],
      folders: [DataFolder("/data", declared: "/data", variable: "ZOO_DATA_DIR")],
      probe: ["zkServer.sh", "status"], ports: [2181, 2888, 3888, 8080], user: "1000",
      upgrade: .free, source: "31z4/zookeeper-docker"),
  ]
}
