/// First digits of the hashes of generated files, which are part of names; only who has the files
/// knows them.
package struct ContentNames: Sendable {
  package let wrapper: String
  package let swarmConf: String

  package init(wrapper: String, swarmConf: String) {
    self.wrapper = wrapper
    self.swarmConf = swarmConf
  }

  /// For comparing two plans, where no files are.
  package static let unknown = ContentNames(wrapper: "HASH", swarmConf: "HASH")
}
