#include "build_stamp.h"

/* In C, and alone: another commit compiles this one file, and no Swift, anew. */
const char *zdc_build_stamp(void) { return ZDC_STAMP; }
