package import ManifestModel

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
}

extension Template {
  /// The last part of an image's name, without tag or digest, as far as it is literal.
  package var imageBaseName: String {
    var text = ""
    for segment in segments {
      guard case .literal(let part) = segment else { break }
      text += part
    }
    let last = text.split(separator: "/").last ?? ""
    return String(last.prefix { $0 != ":" && $0 != "@" })
  }
}
