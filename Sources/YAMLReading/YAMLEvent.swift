/// The kinds of step in which libyaml's parser goes through a text; what a step holds is asked of
/// the `EventStream` that stands on it.
enum YAMLEvent {
  case streamStart
  case streamEnd
  case documentStart
  case documentEnd
  case alias
  case scalar
  case sequenceStart
  case sequenceEnd
  case mappingStart
  case mappingEnd
}
