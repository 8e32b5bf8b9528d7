import Testing

@testable import ManifestModel

@Suite("Addresses and networks") struct IPNetworkTests {
  @Test("what nginx reads, and nothing that some read otherwise")
  func form() {
    for text in [
      "0.0.0.0/0", "10.0.0.0/8", "192.0.2.7/32", "::/0", "::1", "2001:db8::/32", "1::8",
      "1:2:3:4:5:6:7:8", "FE80::/10", "1:2:3:4:5:6:7::",
    ] {
      #expect(TextForm.Pattern.network.matches(text), "\(text)")
    }
    for text in [
      "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0/8", "010.0.0.0", "256.0.0.1",
      "10.0.0.1/8", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "1:", ":1", "12345::",
      "::g", "::/129", "2001:db8::1/32", "::ffff:192.0.2.1", "localhost", "unix:", "10.0.0.0/8 ",
      "10.0.0.0/8;", "10.0.0.0/-1", "10.0.0.0/+1", "1::/1/1", "fe80::1%eth0",
    ] {
      #expect(!TextForm.Pattern.network.matches(text), "\(text)")
    }
  }

  @Test("which of two holds the other")
  func contains() throws {
    let cases: [(String, String, Bool)] = [
      ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
      ("10.0.0.0/9", "10.128.0.0/9", false), ("10.0.0.0/8", "0.0.0.0/0", false),
      ("0.0.0.0/0", "::1", false), ("2001:db8::/33", "2001:db8:7fff::", true),
      ("2001:db8::/33", "2001:db8:8000::", false), ("127.0.0.1", "127.0.0.1", true),
    ]
    for (outer, inner, isIn) in cases {
      let (large, small) = try (#require(IPNetwork(outer)), #require(IPNetwork(inner)))
      #expect(large.contains(small) == isIn, "\(outer) \(inner)")
    }
    #expect(IPNetwork("2001:db8:ffff::1/33")?.masked.description == "2001:db8:8000:0:0:0:0:0/33")
  }
}
