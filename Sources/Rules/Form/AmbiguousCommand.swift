internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A list of which nobody can tell whether it is one command or several.
  static let ambiguousCommand = ManifestRule(
    Rule(
      DiagnosticCode(134), .error, .fixed,
      "a list shows whether it is one command or several",
      page: RulePage(
        breaks: """
          A list of words would be run as one command a word: 'python' alone, which waits or ends \
          well, and no migration. The other way round, a word with blanks in it is looked for as a \
          program of that name.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [1️⃣"gunicorn shop.wsgi"]
              port: 80
              health: /up
              release: 2️⃣[python, manage.py, migrate]
          rules: { ZDC206: off }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [gunicorn, shop.wsgi]
              port: 80
              health: /up
              release: [[python, manage.py, migrate], python manage.py collectstatic]
          rules: { ZDC206: off }
          """,
        source: "Compose and Dockerfiles: a list is the words of one command")),
    .byDecoding)
}
