import Diagnostics
import Testing
import YAMLReading

@Suite struct ComposerTests {
  @Test func treeWithPlaces() {
    let read = Reading("a: 1\nb:\n  - x\n  - {k: v}\nc: |\n  text\n\n# end\n")
    #expect(read.tree == "{a: 1, b: ['x', {k: 'v'}], c: 'text\n'}")
    #expect(read.faults == [])
    #expect(read.keyPlace("b") == "2:1-2:2")
    #expect(read.place("a") == "1:4-1:5")
    #expect(read.place("b") == "3:3-4:11")
    #expect(read.place("b", "0") == "3:5-3:6")
    #expect(read.place("b", "1") == "4:5-4:11")
  }

  @Test func columnsCountScalars() {
    let read = Reading("{가나: 다, 😀: x}")
    #expect(read.place("가나") == "1:6-1:7")
    #expect(read.place("😀") == "1:12-1:13")
  }

  @Test func emptyValuesAreNull() {
    let read = Reading("a:\nb: ''\nc: {d}\n")
    #expect(read.tree == "{a: null, b: '', c: {d: null}}")
    #expect(read.place("a") == "1:3-1:3")
  }

  @Test func aKeyWithoutColonHasItsValueAtItsEnd() {
    let read = Reading("? a\n? [b\n\n\n  , {c}]\n? d")
    #expect(read.place("a") == "1:4-1:4")
    #expect(read.place("d") == "6:4-6:4")
    #expect(read.place() == "1:1-6:4")
  }

  // MARK: Duplicate and complex keys

  @Test func duplicateKeysNameTheFirst() {
    let read = Reading("a: 1\nb: 2\na: 3\n")
    #expect(read.faults == ["3:1 ZDC011 'a' is given twice"])
    #expect(read.tree == "{a: 1, b: 2}")
    let note = read.log.sorted.first?.notes.first
    #expect(note?.message == "first given here")
    #expect(note?.range?.description == "m:1:1")
  }

  @Test(arguments: [15, 16, 17, 18, 40]) func duplicatesInMapsOfAnySize(count: Int) {
    let keys = (0..<count).map { "key-\($0): \($0)\n" }.joined()
    #expect(Reading(keys).faults == [])
    #expect(
      Reading(keys + "key-\(count - 1): x\n").faults
        == ["\(count + 1):1 ZDC011 'key-\(count - 1)' is given twice"])
    #expect(Reading(keys + "key-0: x\n").faults == ["\(count + 1):1 ZDC011 'key-0' is given twice"])
  }

  @Test func keysThatStringsTakeForEqualAreDuplicates() {
    #expect(Reading("\u{e9}: 1\ne\u{301}: 2\n").faults.count == 1)
    #expect(Reading("a: 1\n'a': 2\n").faults == ["2:1 ZDC011 'a' is given twice"])
  }

  @Test(arguments: [
    ("[a]: 1", "1:1 ZDC012 a key can't be a list or a map"),
    ("{a: b}: 1", "1:1 ZDC012 a key can't be a list or a map"),
    ("? - a\n: 1", "1:3 ZDC012 a key can't be a list or a map"),
    ("x: {[a, b]: 1, c: 2}", "1:5 ZDC012 a key can't be a list or a map"),
    ("? \n: 1", "1:2 ZDC012 a key can't be empty"),
  ])
  func keysAreTexts(text: String, fault: String) {
    #expect(Reading(text).faults == [fault])
  }

  @Test func explicitKeysWork() {
    #expect(Reading("? a\n: 1\n? b\n").tree == "{a: 1, b: null}")
  }

  // MARK: Aliases

  @Test func aliasIsTheNodeOfItsAnchor() {
    let read = Reading("a: &x {k: 1}\nb: *x\nc:\n  - *x\nd: 2\n")
    #expect(read.tree == "{a: {k: 1}, b: {k: 1}, c: [{k: 1}], d: 2}")
    #expect(read.place("a") == "1:7-1:13")
    #expect(read.place("b") == "1:7-1:13")
    #expect(read.place("c") == "4:3-4:7")
  }

  @Test func rangesLeaveAnchorsAndTagsOut() {
    let read = Reading(
      "a: &x 가나\nb: &y !!str # why\n  '12'\nc: &z\n  k: v\nd: !!map &w {}\ne: &v\nf: 1\n")
    #expect(read.faults == [])
    #expect(read.tree == "{a: '가나', b: '12', c: {k: 'v'}, d: {}, e: null, f: 1}")
    #expect(read.place("a") == "1:7-1:9")
    #expect(read.place("b") == "3:3-3:7")
    #expect(read.place("c") == "5:3-5:7")
    #expect(read.place("d") == "6:13-6:15")
    #expect(read.place("e") == "7:6-7:6")
  }

  @Test func aliasAsKey() {
    let read = Reading("a: &x name\n*x : 1\n")
    #expect(read.tree == "{a: 'name', name: 1}")
    #expect(read.keyPlace("name") == "2:1-2:3")
  }

  @Test func anchorsCanBeGivenAnew() {
    #expect(Reading("[&a 1, *a, &a 2, *a]").tree == "[1, 1, 2, 2]")
  }

  @Test func unknownAlias() {
    let read = Reading("a: &port 1\nb: *prot\nc: *zzzzzz\n")
    #expect(
      read.faults == [
        "2:4 ZDC013 no anchor '&prot' comes before its alias",
        "3:4 ZDC013 no anchor '&zzzzzz' comes before its alias",
      ])
    #expect(
      read.log.sorted.map(\.help)
        == ["did you mean '*port'?", "quote a value that begins with '*'"])
    #expect(read.tree == "{a: 1, b: null, c: null}")
  }

  @Test func anchorsDoNotReachBackwards() {
    #expect(Reading("[*a, &a 1]").faults.count == 1)
  }

  @Test(arguments: ["&a [*a]", "&a {k: [1, {j: *a}]}", "x: &a\n  <<: *a\n"])
  func selfReference(text: String) {
    let codes = Reading(text).log.sorted.map(\.code)
    #expect(codes.first == .selfReference)
  }

  // MARK: Merge keys

  @Test func mergedKeysStandWhereTheMergeStands() {
    let read = Reading("x: &x {a: 1, b: 2}\ny: {first: 0, <<: *x, b: 3, last: 4}\n")
    #expect(read.tree == "{x: {a: 1, b: 2}, y: {first: 0, a: 1, b: 3, last: 4}}")
    #expect(read.place("y", "a") == "1:11-1:12")
    #expect(read.faults == [])
  }

  @Test func ownKeysWinBeforeAndAfterTheMerge() {
    #expect(
      Reading("x: &x {a: 1, b: 1}\ny: {a: 2, <<: *x, b: 2}\n").tree
        == "{x: {a: 1, b: 1}, y: {a: 2, b: 2}}")
  }

  @Test func theEarlierMapOfAListWins() {
    #expect(
      Reading("- &x {a: 1}\n- &y {a: 2, b: 2}\n- <<: [*x, *y, {c: 3}]\n  d: 4\n").tree
        == "[{a: 1}, {a: 2, b: 2}, {a: 1, b: 2, c: 3, d: 4}]")
  }

  @Test func mergedMapsCarryWhatTheyMerged() {
    #expect(
      Reading("- &x {a: 1}\n- &y {<<: *x, b: 2}\n- {<<: *y, a: 3}\n").tree
        == "[{a: 1}, {a: 1, b: 2}, {b: 2, a: 3}]")
  }

  @Test func aQuotedMergeKeyIsText() {
    #expect(Reading("{'<<': 1}").tree == "{<<: 1}")
  }

  @Test(arguments: ["<<: 1", "<<: [1]", "<<: [{a: 1}, b]", "<<:"])
  func mergesTakeMaps(text: String) {
    #expect(Reading(text).log.sorted.map(\.code) == [.badMerge])
  }

  @Test func oneMergeAMap() {
    #expect(
      Reading("<<: {a: 1}\n<<: {b: 1}\n").faults == ["2:1 ZDC011 '<<' is given twice"])
  }

  // MARK: Tags

  @Test func coreTagsAreHonoured() {
    let read = Reading(
      "[!!str 12, ! 12, !!int 7, !!float 7, !!float 1.5, !!bool true, !!null ~, !!seq [], !!map {}]"
    )
    #expect(read.tree == "['12', '12', 7, #7, #1.5, true, null, [], {}]")
    #expect(read.faults == [])
    #expect(read.node?.items?.first?.scalar?.isPlain == false)
  }

  @Test(arguments: [
    ("!reset x", "1:1 ZDC016 unknown tag '!reset'"),
    ("!!binary aGk=", "1:1 ZDC016 unknown tag '!!binary'"),
    ("!!int x", "1:1 ZDC016 tag '!!int' does not fit 'x'"),
    ("!!str [a]", "1:1 ZDC016 tag '!!str' does not fit a list"),
    ("!!seq {a: b}", "1:1 ZDC016 tag '!!seq' does not fit a map"),
    ("!!python/object:os.system []", "1:1 ZDC016 unknown tag '!!python/object:os.system'"),
    ("a: !override {b: 1}", "1:4 ZDC016 unknown tag '!override'"),
  ])
  func otherTagsAreErrors(text: String, fault: String) {
    #expect(Reading(text).faults == [fault])
  }
}
