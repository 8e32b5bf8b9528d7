#define _GNU_SOURCE
#include <link.h>
#include <string.h>

#include "build_stamp.h"

static char digits[2 * 64 + 1];

/* The note NT_GNU_BUILD_ID of one segment: its sizes, its kind, 'GNU', and the hash, each of them
   padded to 4 bytes (elf(5)). */
static void read_note(const char *at, size_t size) {
  while (size >= sizeof(ElfW(Nhdr))) {
    const ElfW(Nhdr) *head = (const ElfW(Nhdr) *)at;
    size_t name = (head->n_namesz + 3u) & ~3u, whole = sizeof *head + name + ((head->n_descsz + 3u) & ~3u);
    if (whole > size) return;
    const unsigned char *hash = (const unsigned char *)at + sizeof *head + name;
    if (head->n_type == NT_GNU_BUILD_ID && head->n_namesz == 4 && head->n_descsz <= 64 &&
        memcmp(at + sizeof *head, "GNU", 4) == 0) {
      for (size_t index = 0; index < head->n_descsz; index++) {
        digits[2 * index] = "0123456789abcdef"[hash[index] >> 4];
        digits[2 * index + 1] = "0123456789abcdef"[hash[index] & 15];
      }
      return;
    }
    at += whole;
    size -= whole;
  }
}

/* The first object is the program itself (dl_iterate_phdr(3)). */
static int of_program(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size, (void)unused;
  for (int index = 0; index < info->dlpi_phnum && !digits[0]; index++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[index];
    if (part->p_type == PT_NOTE) read_note((const char *)info->dlpi_addr + part->p_vaddr, part->p_memsz);
  }
  return 1;
}

const char *zdc_build_id(void) {
  if (!digits[0]) dl_iterate_phdr(of_program, NULL);
  return digits;
}
