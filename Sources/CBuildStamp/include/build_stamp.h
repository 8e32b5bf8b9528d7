/* The commit that a binary was made of. */

/** 'a1b2c3d4e5f6 2026-11-28', its date in UTC; empty where the build was not told. */
const char *zdc_build_stamp(void);
