/* The yardstick of `make bench`: libyaml's parser alone over one file, each event deleted, nothing
   kept. cc -O2 -o bare-parse bare-parse.c -l:libyaml.a */
#include <stdio.h>
#include <yaml.h>

int main(int count, char **words) {
  FILE *file = count == 2 ? fopen(words[1], "rb") : NULL;
  yaml_parser_t parser;
  yaml_event_t event;
  if (!file || !yaml_parser_initialize(&parser)) return 66;
  yaml_parser_set_input_file(&parser, file);
  for (int is_last = 0; !is_last; yaml_event_delete(&event)) {
    if (!yaml_parser_parse(&parser, &event)) return 1;
    is_last = event.type == YAML_STREAM_END_EVENT;
  }
  yaml_parser_delete(&parser);
  return fclose(file);
}
