/* The commit that a binary was made of. */

/** 'a1b2c3d4e5f6 2026-11-28', its date in UTC; empty where the build was not told. */
const char *zdc_build_stamp(void);

/** The linker's hash of this binary, in hexadecimal; empty where it has none. For one thread. */
const char *zdc_build_id(void);
