import Diagnostics
import Testing

@testable import OutputTrees

struct NginxWriterTests {
  private func written(@NginxBuilder _ parts: () -> [NginxTree]) -> String {
    String(
      decoding: NginxWriter.file(path: "x", header: ["made"], parts: parts()).bytes, as: UTF8.self)
  }

  @Test func aConfReadsLikeItsBuilder() {
    let names = ["django", "fastapi"]
    let hasTLS = true
    let conf = written {
      directive("worker_processes", "auto")
      block("http") {
        for name in names {
          block("upstream", "\(name)-blue") {
            directive("zone", "\(name)-blue", "64k")
            directive("server", "\(name)-blue:\(8000)", "resolve")
          }
        }
        block("map", "", "$colour") {
          directive("default", "blue").because("what an empty state folder means")
        }
        block("server") {
          directive("listen", "80")
          if hasTLS { directive("listen", "443", "ssl") }
          blankLine
          directive("server_name", arguments: ["a.example.com", "*.example.org"])
          location(.exact("/health")) { directive("return", "200", "healthy\n") }
          location(.regex("^/a{2}\\.b$")) { directive("return", "404") }
          location(.regex("\\.php$")) { raw("deny all;\nadd_header X 'a\nb';\n# why") }
        }
      }
    }
    #expect(
      conf == """
        # made

        worker_processes auto;

        http {
            upstream django-blue {
                zone django-blue 64k;
                server django-blue:8000 resolve;
            }

            upstream fastapi-blue {
                zone fastapi-blue 64k;
                server fastapi-blue:8000 resolve;
            }

            map "" $colour {
                # what an empty state folder means
                default blue;
            }

            server {
                listen 80;
                listen 443 ssl;

                server_name a.example.com *.example.org;

                location = /health {
                    return 200 "healthy\\n";
                }

                location ~ "^/a{2}\\\\.b$" {
                    return 404;
                }

                location ~ \\.php$ {
                    deny all;
                    add_header X 'a
        b';
                    # why
                }
            }
        }

        """)
  }

  @Test func dataKeepsItsDollarAndSyntaxItsVariable() {
    let value = "5$"
    let text: NginxText = "$host-\(value)"
    #expect(text.token == "$host-5${zdc_dollar}")
    #expect(block("http") { directive("x", text) }.usesDollar)
    #expect(!block("http") { directive("x", "$host", .verbatim(value)) }.usesDollar)
  }

  @Test func whatNginxCannotHoldIsTold() {
    #expect(!NginxQuoting.canHold("a\0b"))
    #expect(!NginxQuoting.canHold(String(repeating: "a", count: 4096)))
    #expect(!NginxQuoting.canHold(String(repeating: "$", count: 400)))
    #expect(NginxQuoting.canHold(String(repeating: "a", count: 3990)))
  }

  @Test func everyLineKnowsItsOrigin() {
    let mark = SourceMark(line: 7, column: 1)
    let origin = Origin(
      SourceRange(file: SourceFile(path: "m", bytes: []), start: mark, end: mark))
    let file = NginxWriter.file(path: "x", header: ["made"]) {
      block("server", origin: origin) {
        directive("listen", "80").because("why")
        raw("a b;\nc d;")
      }
      directive("x")
    }
    #expect(
      file.lineOrigins.map { $0?.range.start.line } == [nil, nil, 7, 7, 7, 7, 7, 7, nil, nil])
  }
}
