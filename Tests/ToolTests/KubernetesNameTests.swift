import Foundation
import TestSupport
import Testing

/// Every name in every Kubernetes artefact has the form and the length that a server takes.
@Suite(.enabled(if: YAMLFiles.canBeRead, "needs python3 with PyYAML"))
struct KubernetesNameTests {
  static let files = Artefacts.files { path in
    path.contains("/kubernetes/") && path.hasSuffix(".yml") && !path.hasSuffix("/overlay.yml")
  }

  /// A text, and the pattern that it has to have.
  struct Name: Equatable, CustomStringConvertible {
    enum Form: String {
      case subdomain = #"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"#
      case label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
      case service = "[a-z]([-a-z0-9]*[a-z0-9])?"
      case labelKey =
        #"([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?"#
      case labelValue = "([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?"
      case dataKey = "[-._a-zA-Z0-9]+"
      case variable = "[-._a-zA-Z][-._a-zA-Z0-9]*"
    }

    let text: String
    let form: Form
    let most: Int
    let place: String

    var isGood: Bool {
      text.utf8.count <= most && (try? Regex(form.rawValue).wholeMatch(in: text)) != nil
    }
    var description: String { "\(place): '\(text)' is no \(form)" }
  }

  /// The names in a document, each with what the server holds it against.
  static func names(in document: Tree) -> [Name] {
    var found: [Name] = []
    let kind = document.kind.text ?? ""
    if let name = document.metadata.name.text {
      let (form, most): (Name.Form, Int) =
        switch kind {
        case "Namespace": (.label, 63)
        case "Service": (.service, 63)
        // The controller makes names and labels of these.
        case "CronJob", "StatefulSet": (.subdomain, 52)
        case "Job": (.subdomain, 63)
        default: (.subdomain, 253)
        }
      found.append(Name(text: name, form: form, most: most, place: "\(kind).metadata.name"))
    }
    walk(document, at: kind, into: &found)
    return found
  }

  private static let references: Set<String> = [
    "secretRef", "secretKeyRef", "configMapRef", "configMapKeyRef", "configMap", "secret",
  ]

  private static func walk(_ tree: Tree, at place: String, into found: inout [Name]) {
    func add(_ value: Tree, _ form: Name.Form, _ most: Int, _ key: String) {
      guard let text = value.text else { return }
      found.append(Name(text: text, form: form, most: most, place: "\(place).\(key)"))
    }
    for (key, value) in tree.entries {
      let inner = "\(place).\(key)"
      switch key {
      case "secretName", "claimName", "serviceName", "storageClassName", "serviceAccountName":
        add(value, .subdomain, 253, key)
      case "namespace": add(value, .label, 63, key)
      case let key where references.contains(key):
        add(value["name"], .subdomain, 253, key + ".name")
        add(value["key"], .dataKey, 253, key + ".key")
      case "containers", "initContainers", "volumes", "volumeMounts", "ports":
        for item in value.items { add(item["name"], .label, 63, key + ".name") }
      case "env":
        for item in value.items { add(item["name"], .variable, 253, key + ".name") }
      case "labels", "matchLabels", "nodeSelector":
        for (label, text) in value.entries {
          found.append(Name(text: label, form: .labelKey, most: 317, place: inner))
          add(text, .labelValue, 63, "\(key).\(label)")
        }
      case "data", "binaryData":
        for (name, _) in value.entries {
          found.append(Name(text: name, form: .dataKey, most: 253, place: inner))
        }
      default: break
      }
      walk(value, at: inner, into: &found)
    }
    for item in tree.items { walk(item, at: place, into: &found) }
  }

  @Test func areWhatAServerTakes() throws {
    let read = try YAMLFiles.read(
      Self.files.map { Repository.root.appending(path: $0).path })
    var count = 0
    for (path, documents) in read.sorted(by: { $0.key < $1.key }) {
      for name in documents.flatMap(Self.names(in:)) {
        count += 1
        #expect(name.isGood, "\(path): \(name)")
      }
    }
    #expect(count > 500, "the test no longer finds the names")
  }

  @Test(arguments: [
    ("secretKeyRef", "shop_payment_key", false), ("secretKeyRef", "shop-payment.key", true),
    ("secretKeyRef", "Shop", false), ("configMapKeyRef", "a-", false), ("secret", ".a", false),
  ])
  func `a name that a server refuses is found`(_ key: String, _ name: String, _ isGood: Bool) {
    let document = Tree.map(["kind": .text("Pod"), key: .map(["name": .text(name)])])
    let found = Self.names(in: document)
    #expect(found.count == 1 && found.allSatisfy { $0.isGood == isGood })
  }
}
