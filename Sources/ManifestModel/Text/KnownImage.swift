/// Official images that say something about themselves by name.
package enum KnownImage: String, CaseIterable, Sendable {
  case redis
  case valkey
  case postgres
  case postgis
  case mysql
  case mariadb
  case rabbitmq
  case mongo

  /// `name` is the image's last path part without tag or digest.
  package init?(_ name: String?) {
    guard let name, let image = KnownImage(rawValue: name) else { return nil }
    self = image
  }

  /// The scheme of its URLs, as its clients spell it.
  package var scheme: String {
    switch self {
    case .redis, .valkey: "redis"
    case .postgres, .postgis: "postgresql"
    case .mysql, .mariadb: "mysql"
    case .rabbitmq: "amqp"
    case .mongo: "mongodb"
    }
  }

  /// The folder that holds what must outlive a container; `nil` where losing it is common practice
  /// (a cache). As the images' own pages on Docker Hub name it.
  var dataFolder: String? {
    switch self {
    case .redis, .valkey: nil
    case .postgres, .postgis: "/var/lib/postgresql"
    case .mysql, .mariadb: "/var/lib/mysql"
    case .rabbitmq: "/var/lib/rabbitmq"
    case .mongo: "/data/db"
    }
  }
}

extension Template {
  /// The last part of an image's name, without tag or digest, as far as it is literal.
  package var imageBaseName: String {
    let last = imagePrefix.split(separator: "/").last ?? ""
    return String(last.prefix { $0 != ":" && $0 != "@" })
  }

  /// An image's name as far as it is literal.
  private var imagePrefix: String {
    var text = ""
    for segment in segments {
      guard case .literal(let part) = segment else { break }
      text += part
    }
    return text
  }
}
