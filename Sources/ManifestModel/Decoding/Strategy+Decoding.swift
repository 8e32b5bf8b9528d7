internal import Diagnostics
internal import YAMLReading

extension Strategy {
  init(_ keys: ObjectReader?) {
    let rolling = keys?.object("rolling")
    let blueGreen = keys?.object("blueGreen")
    let confirm = blueGreen?.object("confirm")
    let hooks = keys?.object("hooks")
    self.init(
      range: keys?.range, drain: keys?.duration("drain"),
      rolling: Rolling(
        batch: rolling?.integer("batch"), pause: rolling?.duration("pause"),
        order: rolling?.choice("order"), onFailure: rolling?.choice("onFailure"),
        monitor: rolling?.duration("monitor")),
      blueGreen: BlueGreen(
        confirmTimes: confirm?.integer("times"), confirmPaths: confirm?.texts("paths") ?? [],
        compare: confirm?.boolean("compare"),
        healthTimeout: blueGreen?.duration("healthTimeout"), retain: blueGreen?.choice("retain")),
      keepImages: keys?.integer("keepImages"),
      hooks: Hook.Moment.allCases.compactMap { moment in
        guard let entry = hooks?.entry(moment.rawValue), let path = entry.value.locatedText
        else { return nil }
        return Hook(moment: Located(moment, at: entry.key.range), path: path)
      })
  }
}
