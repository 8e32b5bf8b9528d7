#pragma once
// SHA256_Init and its kin need no set-up of OpenSSL's providers, which costs a start-up what a
// whole build takes; OpenSSL 3 marks them deprecated in favour of just that.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
