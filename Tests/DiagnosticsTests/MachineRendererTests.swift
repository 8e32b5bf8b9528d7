import Diagnostics
import Testing

@Suite struct MachineRendererTests {
  private let diagnostics = [
    Diagnostic(
      .error, DiagnosticCode(120), at: Sample.range("a: ⟦b⟧\n", path: "m a%,:나.yml"),
      "100 % wrong: 'b'\r\n::error::x, y", help: "write 'c'",
      notes: [.init("seen here", at: Sample.range("⟦a: b\n⟧")), .init("and so")]),
    Diagnostic(.note, DiagnosticCode(7), at: nil, "\u{1b}"),
  ]

  @Test func json() {
    #expect(
      JSONRenderer().render(diagnostics) == #"""
        [
          {
            "severity": "error",
            "code": "ZDC120",
            "message": "100 % wrong: 'b'\r\n::error::x, y",
            "help": "write 'c'",
            "file": "m a%,:나.yml",
            "range": {
              "start": {
                "line": 1,
                "column": 4
              },
              "end": {
                "line": 1,
                "column": 5
              }
            },
            "notes": [
              {
                "message": "seen here",
                "file": "shop.yml",
                "range": {
                  "start": {
                    "line": 1,
                    "column": 1
                  },
                  "end": {
                    "line": 2,
                    "column": 1
                  }
                }
              },
              {
                "message": "and so",
                "file": null,
                "range": null
              }
            ]
          },
          {
            "severity": "note",
            "code": "ZDC007",
            "message": "\u001b",
            "help": null,
            "file": null,
            "range": null,
            "notes": []
          }
        ]

        """#)
    #expect(JSONRenderer().render([]) == "[]\n")
  }

  @Test func github() {
    #expect(
      GitHubRenderer().render(diagnostics) == """
        ::error file=m a%25%2C%3A나.yml,line=1,endLine=1,col=4,endColumn=4,title=ZDC120::\
        100 %25 wrong: 'b'\\r\\n::error::x, y%0Awrite 'c'%0Aseen here (shop.yml:1:1)%0Aand so
        ::notice title=ZDC007::<U+001B>

        """)
    #expect(GitHubRenderer().render([]).isEmpty)
  }

  @Test func githubTakesNoColumnsOverSeveralLines() {
    let diagnostic = Diagnostic(
      .warning, DiagnosticCode(1), at: Sample.range("a: ⟦{\n⟧}"), "m")
    #expect(
      GitHubRenderer().render([diagnostic])
        == "::warning file=shop.yml,line=1,endLine=2,title=ZDC001::m\n")
  }

  @Test func sarif() {
    let text = SARIFRenderer(version: "1.2.3", summaries: [DiagnosticCode(120): "a rule"])
      .render(diagnostics)
    #expect(
      text == #"""
        {
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "zdc",
                  "version": "1.2.3",
                  "rules": [
                    {
                      "id": "ZDC007"
                    },
                    {
                      "id": "ZDC120",
                      "shortDescription": {
                        "text": "a rule"
                      }
                    }
                  ]
                }
              },
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "ruleId": "ZDC120",
                  "ruleIndex": 1,
                  "level": "error",
                  "message": {
                    "text": "100 % wrong: 'b'\r\n::error::x, y (write 'c')"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "m%20a%25%2C%3A%EB%82%98.yml"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 4,
                          "endLine": 1,
                          "endColumn": 5
                        }
                      }
                    }
                  ],
                  "relatedLocations": [
                    {
                      "id": 0,
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "shop.yml"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 1,
                          "endLine": 2,
                          "endColumn": 1
                        }
                      },
                      "message": {
                        "text": "seen here"
                      }
                    }
                  ]
                },
                {
                  "ruleId": "ZDC007",
                  "ruleIndex": 0,
                  "level": "note",
                  "message": {
                    "text": "\u001b"
                  }
                }
              ]
            }
          ]
        }

        """#)
  }
}
